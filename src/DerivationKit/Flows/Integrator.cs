namespace DerivationKit.Flows;

/// <summary>How a flow X' = V(X) is followed in steps of size h.</summary>
public enum Integrator
{
    /// <summary>X + h·V(X), the explicit Euler step; its error in one step is of order h².</summary>
    Euler,

    /// <summary>X + h/6·(K1 + 2·K2 + 2·K3 + K4) with K1 = V(X), K2 = V(X + h/2·K1), K3 = V(X + h/2·K2), K4 = V(X + h·K3), the classical
    /// Runge-Kutta step; its error in one step is of order h⁵. Source: Hairer, Nørsett, Wanner, Solving Ordinary Differential Equations I,
    /// section II.1.</summary>
    RungeKutta4,
}
