"""The kernels as a NumPy or torch user writes them. Operands come in the order of the C# declarations; a stack of instances has one more axis."""


def transposed(x):
    return x.swapaxes(-1, -2)


def analytic(kernel, library, softmax, x):
    """The formula of a kernel, for a library with the functions of NumPy, and its softmax over the last axis."""
    formulas = {
        "a": lambda: (x[2] - softmax(x[0] @ transposed(x[1]))) @ x[1],
        "b": lambda: symmetrised(softmax, *x),
        "c": lambda: softmax(x[0] @ x[1].T * scale) @ x[2],
        "f": lambda: library.tanh(x[0] * x[2] + x[1]) * library.exp(-x[2] * x[2]),
        "g": lambda: hessian_times_direction(softmax, x[0], x[1], x[3]),
        "a-ridge": lambda: (x[2] - softmax(x[0] @ x[1].T)) @ x[1] - number * x[0],
        "a-temperature": lambda: (x[2] - softmax(x[0] @ x[1].T / number)) @ x[1] / number,
        "a-mask": lambda: (x[2] - softmax(x[0] @ x[1].T + x[3])) @ x[1],
        "a-weights": lambda: weighted(softmax, *x),
        "a-smoothing": lambda: ((1 - number) * x[2] + number / x[2].shape[1] - softmax(x[0] @ x[1].T)) @ x[1],
    }
    scale = float(x[0].shape[-1] ** -0.5)
    number = float(x[3][0, 0]) if kernel in ("a-ridge", "a-temperature", "a-smoothing") else None
    return formulas["a" if kernel == "e" else kernel]


def symmetrised(softmax, z, theta, c):
    projected = z @ theta
    residual = c - softmax(projected @ z.T)
    return (residual + residual.T) @ projected


def hessian_times_direction(softmax, z, theta, v):
    s, t = softmax(z @ theta.T), v @ theta.T
    return (s * (t - (s * t).sum(axis=1, keepdims=True))) @ theta


def weighted(softmax, z, theta, c, w):
    labels = c * w[:, 0]
    return (labels - labels.sum(axis=1, keepdims=True) * softmax(z @ theta.T)) @ theta


def loss(kernel, torch, x):
    """The function whose gradient in Z a kernel is, or whose curvature."""
    theta, c = x[1], x[2]
    number = float(x[3][0, 0]) if kernel in ("a-ridge", "a-temperature", "a-smoothing") else None
    labels = {
        "a-weights": lambda: c * x[3][:, 0],
        "a-smoothing": lambda: (1 - number) * c + number / c.shape[1],
    }.get(kernel, lambda: c)
    logits = {
        "b": lambda z: z @ theta @ z.T,
        "a-temperature": lambda z: z @ theta.T / number,
        "a-mask": lambda z: z @ theta.T + x[3],
    }.get(kernel, lambda z: z @ transposed(theta))
    if kernel == "a-mask":  # 0 times minus infinity is no number
        return lambda z: -torch.where(c > 0, torch.log_softmax(logits(z), -1), 0).sum()
    if kernel == "a-ridge":
        return lambda z: -(labels() * torch.log_softmax(logits(z), -1)).sum() + number / 2 * (z * z).sum()
    return lambda z: -(labels() * torch.log_softmax(logits(z), -1)).sum()
