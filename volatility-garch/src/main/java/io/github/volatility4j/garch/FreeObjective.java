package io.github.volatility4j.garch;

/**
 * Minus the mean log-likelihood, or minus the mean log posterior density, as a function of the free
 * parameters alone.
 *
 * <p>A fixed ω is fixed in the user's units. Where its scaled value depends on other parameters (on
 * β in an EGARCH, on δ in an APARCH) it follows them.
 */
final class FreeObjective implements Objective {
  private final Specification model;
  private final Likelihood likelihood;
  private final int[] free;
  private final double omega; // in the user's units, NaN where it is free
  private final double[] theta; // [parameters]
  private final double[] gradient; // [parameters]
  private final double[][] information;
  private final double[][] jacobian;
  private final Prior[] prior; // none or one

  FreeObjective(
      Specification model, Likelihood likelihood, double[] user, int[] free, boolean priors) {
    this.model = model;
    this.likelihood = likelihood;
    this.free = free;
    int size = user.length;
    this.theta = model.fromUser(user, likelihood.scale());
    this.gradient = new double[size];
    this.information = new double[size][size];
    this.jacobian = new double[size][size];
    this.prior = priors ? new Prior[] {Prior.of(model)} : new Prior[0];
    boolean omegaIsFree = false;
    for (int j : free) {
      omegaIsFree |= j == model.varianceAt();
    }
    this.omega = omegaIsFree ? Double.NaN : user[model.varianceAt()];
  }

  /** {@return all parameters where the free ones are x} */
  double[] full(double[] x) {
    set(x);
    return theta.clone();
  }

  private void set(double[] x) {
    for (int i = 0; i < free.length; i++) {
      theta[free[i]] = x[i];
    }
    if (!Double.isNaN(omega)) {
      theta[model.varianceAt()] = omega;
      model.variance().rescale(theta, model.varianceAt(), 1 / likelihood.scale());
    }
  }

  @Override
  public double valueAndGradient(double[] x, double[] out) {
    set(x);
    double value = likelihood.valueAndGradient(theta, gradient);
    for (Prior density : prior) {
      value += density.add(theta, 1.0 / likelihood.observations(), gradient);
    }
    for (int i = 0; i < free.length; i++) {
      out[i] = gradient[free[i]];
    }
    if (!Double.isNaN(omega)) {
      int at = model.varianceAt();
      model.variance().rescaleJacobian(theta, at, likelihood.scale(), jacobian);
      for (int i = 0; i < free.length; i++) {
        if (free[i] != at) {
          out[i] -= gradient[at] * jacobian[at][free[i]] / jacobian[at][at];
        }
      }
    }
    return value;
  }

  @Override
  public void curvature(double[][] out) {
    likelihood.curvature(information);
    for (Prior density : prior) {
      density.addCurvature(theta, 1.0 / likelihood.observations(), information);
    }
    for (int i = 0; i < free.length; i++) {
      for (int j = 0; j < free.length; j++) {
        out[i][j] = information[free[i]][free[j]];
      }
    }
  }

  @Override
  public boolean hessian(double[][] out) {
    if (!Double.isNaN(omega) || prior.length > 0) {
      return false;
    }
    likelihood.hessian(information);
    for (int i = 0; i < free.length; i++) {
      for (int j = 0; j < free.length; j++) {
        out[i][j] = information[free[i]][free[j]];
      }
    }
    return true;
  }
}
