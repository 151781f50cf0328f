# Appends to tests-of-forecasts.properties; see golden.py.
# Rscript golden.R RUGARCH GAS ESREG, in the directory of the properties. The arguments are checkouts
# of github.com/alexiosg/rugarch at 228f67fc, github.com/cran/GAS at e588e3a1 (0.3.4) and
# github.com/cran/esreg at bfd68133 (0.6.2); only the files named below are read.
suppressMessages(library(forecast))
library(sandwich)
suppressMessages(library(lmtest))
checkouts <- commandArgs(TRUE)
rugarch <- new.env()
sys.source(file.path(checkouts[1], "R/rugarch-tests.R"), envir = rugarch)
gas <- new.env()
sys.source(file.path(checkouts[2], "R/Testing.R"), envir = gas)
sys.source(file.path(checkouts[2], "R/BackTest.R"), envir = gas)
esreg <- new.env()
Rcpp::sourceCpp(file.path(checkouts[3], "src/target_functions.cpp"), env = esreg)
sys.source(file.path(checkouts[3], "R/loss_functions.R"), envir = esreg)

lines <- grep("^#", readLines("tests-of-forecasts.properties"), invert = TRUE, value = TRUE)
golden <- list()
for (line in lines) {
  parts <- strsplit(line, " = ", fixed = TRUE)[[1]]
  golden[[parts[1]]] <- as.numeric(strsplit(parts[2], ",")[[1]])
}
text <- c(sprintf("# R %s, forecast %s: dm.test(varestimator = \"bartlett\"), horizon h, lags h - 1;",
                  getRversion(), packageVersion("forecast")),
          sprintf("# sandwich %s: NeweyWest(lag, prewhite = FALSE); lmtest %s: coeftest;",
                  packageVersion("sandwich"), packageVersion("lmtest")),
          "# rugarch, R/rugarch-tests.R at 228f67fc: VaRTest; GAS 0.3.4: DQOOStest, FZLoss, QLoss;",
          "# esreg 0.6.2: esr_loss(g1 = 2, g2 = 1).")
put <- function(key, values) {
  text <<- c(text, paste0(key, " = ", paste(sprintf("%.17g", values), collapse = ",")))
}
forecasts <- lapply(0:3, function(i) golden[[paste0("forecast", i)]])
loss <- lapply(forecasts, function(f) log(f) + golden$truth / f)
pairs <- list(c(0, 1), c(0, 2), c(3, 1))

bartlett <- function(fit, lags) NeweyWest(fit, lag = lags, prewhite = FALSE)
wald <- function(coefficients, covariance) {
  statistic <- mahalanobis(coefficients, FALSE, covariance)
  c(statistic, pchisq(statistic, length(coefficients), lower.tail = FALSE))
}

# Mincer-Zarnowitz: coefficients (0, 1) of y on h are (0, 0) of y - h on h.
one <- rep(1, length(golden$truth))
for (i in 0:3) {
  h <- forecasts[[i + 1]]
  fit <- lm(golden$truth ~ 0 + one + h)
  off <- lm(golden$truth - h ~ 0 + one + h)
  for (lags in c(0, 4)) {
    test <- coeftest(fit, vcov = bartlett(fit, lags))
    put(sprintf("sandwich.mz.%d.%d", i, lags),
        c(test[, "Estimate"], test[, "Std. Error"], cor(golden$truth, h)^2,
          wald(coef(off), bartlett(off, lags))))
  }
}

# Diebold-Mariano. dm.test takes errors; with power 1 and the losses shifted above zero its d is ours.
for (pair in pairs) {
  a <- loss[[pair[1] + 1]]
  b <- loss[[pair[2] + 1]]
  for (h in c(1, 5)) {
    # The Bartlett sum of dm.test runs over seq(1, h - 1), which for h = 1 is c(1, 0).
    estimator <- if (h == 1) "acf" else "bartlett"
    test <- dm.test(a + 100, b + 100, h = h, power = 1, varestimator = estimator)
    put(sprintf("hln.%d.%d.%d", pair[1], pair[2], h), c(test$statistic, test$p.value))
  }
  fit <- lm(a - b ~ 1)
  for (lags in c(0, 4, 7)) {
    test <- coeftest(fit, vcov = bartlett(fit, lags), df = Inf)
    put(sprintf("sandwich.dm.%d.%d.%d", pair[1], pair[2], lags), test)
  }
}

# Giacomini-White, instruments 1 and d[t-1]: n R^2 of the regression of 1 on the products z; with lags
# the covariance of z from sandwich, which takes any model that has estimating functions.
estfun.products <- function(x, ...) x$z
for (pair in pairs) {
  d <- loss[[pair[1] + 1]] - loss[[pair[2] + 1]]
  n <- length(d) - 1
  z <- cbind(1, head(d, -1)) * d[-1]
  explained <- n * summary(lm(rep(1, n) ~ 0 + z))$r.squared
  put(sprintf("lm.gw.%d.%d.0", pair[1], pair[2]),
      c(explained, pchisq(explained, 2, lower.tail = FALSE)))
  covariance <- meatHAC(structure(list(z = z), class = "products"),
                        weights = c(1, 0.75, 0.5, 0.25, 0), adjust = FALSE)
  put(sprintf("sandwich.gw.%d.%d.3", pair[1], pair[2]), wald(colMeans(z), covariance / n))
}

# Value at Risk
var <- rugarch$VaRTest(0.05, golden$returns, golden$quantiles)
put("rugarch.kupiec", c(var$uc.LRstat, var$uc.LRp))
put("rugarch.christoffersen", c(var$cc.LRstat, var$cc.LRp))
# Dynamic quantile: coefficients (0, ..., 0) of hit - level on a constant, its last values and the
# quantile. GAS adds the square of the last return; from returns of -10 at a hit and 10 elsewhere
# that is a second constant, which its generalised inverse ignores (its p-value counts it: left out).
hit <- golden$returns < golden$quantiles
for (lags in c(1, 4)) {
  frame <- embed(hit - 0.05, lags + 1)
  q <- tail(golden$quantiles, -lags)
  fit <- lm(frame[, 1] ~ 0 + rep(1, length(q)) + frame[, -1] + q)
  put(sprintf("lm.dq.%d", lags), wald(coef(fit), 0.05 * 0.95 * summary(fit)$cov.unscaled))
  put(sprintf("gas.dq.%d", lags),
      gas$DQOOStest(ifelse(hit, -10, 10), golden$quantiles, 0.05, lags)$stat)
}

# Fissler-Ziegel
put("gas.fisslerZiegel",
    mean(gas$FZLoss(golden$returns, golden$quantiles, golden$shortfalls, 0.05)))
# G1 = 0 and G2 = -1/e
put("esreg.fisslerZiegel",
    esreg$esr_loss(golden$returns, golden$quantiles, golden$shortfalls, 0.05, g1 = 2L, g2 = 1L))
put("gas.quantileScore", gas$QLoss(golden$returns, golden$quantiles, 0.05)$Loss)
cat(text, file = "tests-of-forecasts.properties", sep = "\n", append = TRUE)
