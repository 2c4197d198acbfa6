"""What the kit has to reach at one thread in double precision: how many times faster than a peer, which share of the roofline in per cent,
and the longest time in nanoseconds."""

NAMES = {"numpy": "NumPy", "torch": "torch", "torch_autograd": "autograd", "mathnet": "Math.NET"}


def gate(numpy=None, torch=None, torch_autograd=None, mathnet=None, share=None, nanoseconds=None):
    times = dict(numpy=numpy, torch=torch, torch_autograd=torch_autograd, mathnet=mathnet)
    return dict(times={name: factor for name, factor in times.items() if factor}, share=share, nanoseconds=nanoseconds)


GATES = {
    ("a", "tiny"): gate(150, 150, 700, 130, 45, 40),
    ("a", "small"): gate(8, 10, 27, 28, 70),
    ("a", "mid"): gate(3.8, 5, 8, 27, 72),
    ("a", "midk"): gate(1.8, 1.8, 2.8, 24, 75),
    ("a", "large"): gate(1.15, 1.15, 1.35, 26, 83),
    ("b", "mid"): gate(2.5, 2.2, 3.5, 25, 72),
    ("b", "large"): gate(1.8, 1.7, 2.5, 27, 85),
    ("c", "mid"): gate(1.8, 1.8, None, 25, 76),
    ("c", "large"): gate(1.4, 1.25, None, 25, 82),
    ("d", "small"): gate(10, 11, 21, 33, 64),
    ("d", "mid"): gate(4.2, 5, 7, 30, 72),
    ("d", "large"): gate(1.3, 1.3, 1.3, 28, 85),
    ("e", "bulk"): gate(15, 14, 16, 120, None, 4e6),
    ("f", "million"): gate(3, 6.5, None, 24, 72),
    ("g", "small"): gate(10, 12, 40, 34, 76),
    ("g", "mid"): gate(4.6, 5.5, 11, 30, 80),
    ("g", "large"): gate(1.3, 1.25, 2, 28, 88),
}

# A variant of (a) may take so many times as long as (a) itself at the same size, in every precision.
VARIANT = 1.15


def verdict(kernel, size, kind, threads, nanoseconds, share, times, against_plain):
    """`reached`, what is missing, or nothing where no gate stands."""
    missing = []
    if against_plain is not None and against_plain > VARIANT:
        missing.append(f"{against_plain:.2f} of (a), allowed {VARIANT}")
    wanted = GATES.get((kernel, size)) if kind == "f64" and threads == 1 else None
    if wanted is None:
        return "" if against_plain is None else described(missing)
    for name, factor in wanted["times"].items():
        if name not in times:
            missing.append(f"{NAMES[name]} not measured")
        elif times[name] < factor:
            missing.append(f"{NAMES[name]} {times[name]:.3g} of {factor:g}")
    if wanted["share"] and 100 * share < wanted["share"]:
        missing.append(f"share {100 * share:.3g} % of {wanted['share']} %")
    if wanted["nanoseconds"] and nanoseconds > wanted["nanoseconds"]:
        missing.append(f"{nanoseconds:.3g} ns of {wanted['nanoseconds']:g} ns")
    return described(missing)


def described(missing):
    return "not reached: " + ", ".join(missing) if missing else "reached"
