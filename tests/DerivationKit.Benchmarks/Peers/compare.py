#!/usr/bin/env python3
"""Compares the kit with its peers, all in turn within one session, and writes a table in Markdown; README.md explains the method."""
import argparse
import os
import statistics
import subprocess
import sys
import tempfile

from gates import verdict
from worker import Worker, WorkerEnded

PROJECT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
LOOPS_UP_TO = 2e9  # flops beyond which plain loops take too long to be worth a column
SLOW = 1.5e9  # nanoseconds from which on one round is enough
COLUMNS = [("numpy", "NumPy"), ("torch", "torch"), ("torch_autograd", "autograd"), ("mathnet", "Math.NET"), ("naive", "plain loops")]


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kernels", default="", help="such as a,b,a-mask; all by default")
    parser.add_argument("--sizes", default="", help="such as small,mid; all by default")
    parser.add_argument("--types", default="f64,f32")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--slice-ms", type=float, default=80)
    parser.add_argument("--python", default=sys.executable, help="an interpreter with NumPy, and torch if possible")
    parser.add_argument("--core-type", default=core_type(), help="OPENBLAS_CORETYPE of the peers")
    parser.add_argument("--no-build", action="store_true", help="take the last Release build as it is")
    parser.add_argument("--output", default=os.path.join("artifacts", "comparison.md"))
    return parser.parse_args()


def core_type():
    """OpenBLAS chooses slow kernels for processors that it does not know; this names the widest that run."""
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            return "SkylakeX" if "avx512f" in file.read() else "Haswell"
    except OSError:
        return "Haswell"


def start_kit(options):
    if not options.no_build:
        subprocess.run(["dotnet", "build", "-c", "Release", "-v", "q", "-nologo", PROJECT], check=True, stdout=sys.stderr)
    return Worker(["dotnet", "run", "-c", "Release", "--no-build", "--project", PROJECT, "--", "serve"])


def start_peers(options):
    """The Python side, or why there is none."""
    environment = dict(os.environ, OPENBLAS_CORETYPE=options.core_type, OMP_WAIT_POLICY="passive")
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        environment[name] = str(options.threads)
    try:
        return Worker([options.python, os.path.join(PROJECT, "Peers", "peers.py")], environment), None
    except (OSError, RuntimeError):
        return None, "NumPy and torch are left out: the Python interpreter has no NumPy."


class Comparison:
    def __init__(self, options):
        self.options = options
        self.kit = start_kit(options)
        self.peers, self.notice = start_peers(options)
        self.plain = {}  # nanoseconds of (a) by size and type
        self.rows = []
        self.limits = {}
        for _ in range(3):
            self.measure_limits()

    def run(self, folder):
        for entry in self.kit.ask("kernels"):
            if not chosen(entry["kernel"], self.options.kernels):
                continue
            self.measure_limits()
            for size in (s for s in entry["sizes"] if chosen(s, self.options.sizes)):
                for kind in self.options.types.split(","):
                    self.rows.append(self.row(entry["kernel"], size, kind, folder))
                    print(self.rows[-1], flush=True)

    def measure_limits(self):
        """A limit is the best that was seen: another process on the same core only makes it look lower."""
        for name, value in self.kit.ask("limits", max(self.options.slice_ms, 40)).items():
            self.limits[name] = max(value, self.limits.get(name, 0))

    def row(self, kernel, size, kind, folder):
        case = self.kit.ask("prepare", kernel, size, kind, folder)
        if self.peers:
            self.peers.ask("prepare", folder)
        contenders, remarks = self.contenders(case)
        times = self.measure(contenders, remarks)
        if "kit" not in times:
            return f"| {kernel} | {size} | {kind} |  |  | {' | ' * len(COLUMNS)} | {'; '.join(remarks)} |"
        nanoseconds = times["kit"]
        if kernel == "a":
            self.plain[size, kind] = nanoseconds
        against = nanoseconds / self.plain[size, kind] if "-" in kernel and (size, kind) in self.plain else None
        share = self.roofline(case) / nanoseconds
        ratios = {name: times[name] / nanoseconds for name in times}
        result = verdict(kernel, size, kind, self.options.threads, nanoseconds, share, ratios, against)
        cells = [kernel, size, kind, duration(nanoseconds), f"{100 * share:.3g} %"]
        cells += [f"{ratios[name]:.3g}" if name in ratios else "-" for name, _ in COLUMNS]
        cells += [f"{against:.2f}" if against else "", "; ".join([result] * bool(result) + remarks)]
        return "| " + " | ".join(cells) + " |"

    def contenders(self, case):
        """Those whose results agree with the reference, and what is to be said of the others."""
        candidates = [(self.kit, name) for name in self.kit.hello["contenders"] if name != "naive" or case["flops"] <= LOOPS_UP_TO]
        candidates += [(self.peers, name) for name in self.peers.hello["contenders"]] if self.peers else []
        agreeing, remarks = [], []
        for worker, name in candidates:
            try:
                error = worker.ask("check", name, self.options.threads)["relative_error"]
            except RuntimeError as problem:
                remarks.append(f"{name}: {problem}")
                continue
            if error is not None and error <= case["bound"]:
                agreeing.append((worker, name))
            elif error is not None:
                remarks.append(f"{name} is off by {error:.2g}, allowed {case['bound']:.2g}")
        return agreeing, remarks

    def measure(self, contenders, remarks):
        """Nanoseconds of each: at one thread the median over the rounds of processor time, at more the best slice of wall time."""
        contenders = list(contenders)
        found = {name: [] for _, name in contenders}
        for _ in range(self.options.rounds):
            for worker, name in list(contenders):
                try:
                    if not found[name] or found[name][0] < SLOW:
                        found[name].append(self.slice(worker, name))
                except RuntimeError as problem:
                    remarks.append(f"{name}: {problem}")
                    contenders.remove((worker, name))
        choose = statistics.median if self.options.threads == 1 else min
        return {name: choose(values) for name, values in found.items() if values}

    def slice(self, worker, name):
        ask = (self.options.threads, self.options.slice_ms) if worker is self.kit else (self.options.slice_ms,)
        timing = worker.ask("time", name, *ask)
        return timing["processor"] if self.options.threads == 1 else timing["wall"]

    def roofline(self, case):
        """Nanoseconds below which the machine cannot go: multiply-adds and exponentials share the same units, memory runs beside them."""
        precision = "double" if case["type"] == "f64" else "single"
        limits = self.limits
        compute = case["flops"] / limits[f"{precision}_flops"] + case["exponentials"] / limits[f"{precision}_exponentials"]
        bandwidth = limits["near_bytes" if case["bytes"] <= limits["near"] else "far_bytes"]
        return 1e9 * max(compute / self.options.threads, case["bytes"] / bandwidth)

    def text(self):
        hello = self.peers.hello if self.peers else {}
        limits = self.limits
        lines = [
            "# The kit and its peers",
            "",
            f"{self.options.threads} thread(s), {self.options.rounds} rounds, slices of {self.options.slice_ms:g} ms; {self.kit.hello['runtime']}; "
            + (f"NumPy {hello['numpy']}, torch {hello['torch'] or 'absent'}, OpenBLAS kernels {hello['core'] or 'unknown'}." if hello else self.notice),
            "",
            f"Limits of one core: {limits['double_flops'] / 1e9:.4g} / {limits['single_flops'] / 1e9:.4g} GFLOP/s, "
            f"{limits['double_exponentials'] / 1e9:.3g} / {limits['single_exponentials'] / 1e9:.3g} G exponentials/s (double / single), "
            f"{limits['near_bytes'] / 1e9:.3g} / {limits['far_bytes'] / 1e9:.3g} GB/s (near / far).",
            "",
            "A peer's column says how many times longer it takes than the kit.",
            "",
            "| kernel | size | type | time | share of roofline | " + " | ".join(title for _, title in COLUMNS) + " | against (a) | gate |",
            "|" + "---|" * (7 + len(COLUMNS)),
        ]
        return "\n".join(lines + self.rows) + "\n"

    def close(self):
        for worker in filter(None, (self.kit, self.peers)):
            worker.close()


def chosen(name, wanted):
    return not wanted or name in wanted.split(",")


def duration(nanoseconds):
    for unit, size in (("s", 1e9), ("ms", 1e6), ("µs", 1e3)):
        if nanoseconds >= size:
            return f"{nanoseconds / size:.3g} {unit}"
    return f"{nanoseconds:.3g} ns"


def main():
    options = arguments()
    comparison = Comparison(options)
    if comparison.notice:
        print(comparison.notice, file=sys.stderr)
    try:
        with tempfile.TemporaryDirectory() as folder:
            comparison.run(folder)
    except WorkerEnded as problem:
        comparison.rows.append(f"\nThe table ends here: {problem}.")
    os.makedirs(os.path.dirname(options.output) or ".", exist_ok=True)
    with open(options.output, "w", encoding="utf-8") as file:
        file.write(comparison.text())
    comparison.close()


if __name__ == "__main__":
    main()
