# Appends to tests-of-forecasts.properties; see golden.py.
# Rscript golden.R RUGARCH_TESTS.R, in the directory of the properties.
library(forecast)
rugarch <- new.env()
sys.source(commandArgs(TRUE)[1], envir = rugarch)
lines <- grep("^#", readLines("tests-of-forecasts.properties"), invert = TRUE, value = TRUE)
golden <- list()
for (line in lines) {
  parts <- strsplit(line, " = ", fixed = TRUE)[[1]]
  golden[[parts[1]]] <- as.numeric(strsplit(parts[2], ",")[[1]])
}
text <- c(sprintf("# R %s, forecast %s: dm.test(varestimator = \"bartlett\"), horizon h, lags h - 1;",
                  getRversion(), packageVersion("forecast")),
          "# rugarch, R/rugarch-tests.R at 228f67fc: VaRTest.")
put <- function(key, values) {
  text <<- c(text, paste0(key, " = ", paste(sprintf("%.17g", values), collapse = ",")))
}
# dm.test takes errors; with power 1 and the losses shifted above zero its d is our difference.
loss <- lapply(0:3, function(i) {
  f <- golden[[paste0("forecast", i)]]
  log(f) + golden$truth / f + 100
})
for (pair in list(c(0, 1), c(0, 2), c(3, 1))) {
  for (h in c(1, 5)) {
    # The Bartlett sum of dm.test runs over seq(1, h - 1), which for h = 1 is c(1, 0).
    estimator <- if (h == 1) "acf" else "bartlett"
    test <- dm.test(loss[[pair[1] + 1]], loss[[pair[2] + 1]], h = h, power = 1,
                    varestimator = estimator)
    put(sprintf("hln.%d.%d.%d", pair[1], pair[2], h), c(test$statistic, test$p.value))
  }
}
var <- rugarch$VaRTest(0.05, golden$returns, golden$quantiles)
put("rugarch.kupiec", c(var$uc.LRstat, var$uc.LRp))
put("rugarch.christoffersen", c(var$cc.LRstat, var$cc.LRp))
cat(text, file = "tests-of-forecasts.properties", sep = "\n", append = TRUE)
