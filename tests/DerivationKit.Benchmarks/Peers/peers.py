#!/usr/bin/env python3
"""NumPy and torch beside the kit: answers the requests `prepare FOLDER`, `check CONTENDER`, `time CONTENDER SLICE_MS` and `quit`, one a line.
compare.py starts it; the number of threads has to be fixed before the libraries are loaded."""
import ctypes
import json
import os
import statistics
import sys
import time

try:
    import numpy as np
except ImportError:
    sys.exit(1)

import kernels

try:
    import torch
except ImportError:
    torch = None

WARM_UP_SECONDS = 0.4
BATCH_NANOSECONDS = 100_000  # a batch has to be long against the clocks


class Case:
    """The numbers of a prepared case, and its contenders."""

    def __init__(self, folder):
        with open(os.path.join(folder, "case.json"), encoding="utf-8") as file:
            self.description = json.load(file)
        self.kernel = self.description["kernel"]
        number = np.float64 if self.description["type"] == "f64" else np.float32
        self.operands = self.read(folder, "operand", self.description["operands"], number)
        self.reference = self.read(folder, "reference", self.description["results"], np.float64)
        self.calls = {}
        self.batches = {}

    def read(self, folder, name, shapes, number):
        count = self.description["count"]
        stack = (count,) if count > 1 else ()
        return [np.fromfile(os.path.join(folder, f"{name}{i}"), number).reshape(*stack, *shape) for i, shape in enumerate(shapes)]

    def call(self, contender):
        if contender not in self.calls:
            makers = {"numpy": self.numpy, "torch": self.torch, "torch_autograd": self.autograd}
            self.calls[contender] = makers[contender]()
        return self.calls[contender]

    def numpy(self):
        if self.kernel == "d":
            return lambda: numpy_loss_and_gradient(*self.operands)
        return kernels.analytic(self.kernel, np, numpy_softmax, self.operands)

    def torch(self):
        tensors = self.tensors()
        if self.kernel == "d":
            return without_gradients(lambda: torch_loss_and_gradient(*tensors))
        return without_gradients(kernels.analytic(self.kernel, torch, lambda x: torch.softmax(x, -1), tensors))

    def autograd(self):
        """None where the kernel is no derivative."""
        if self.kernel in ("c", "f"):
            return None
        tensors = self.tensors()
        z = tensors[0].clone().requires_grad_(True)
        loss = kernels.loss(self.kernel, torch, tensors)
        if self.kernel == "d":
            return lambda: value_and_gradient(loss, z)
        if self.kernel == "g":
            return lambda: torch.autograd.grad(torch.autograd.grad(loss(z), z, create_graph=True)[0], z, tensors[3])[0]
        return lambda: -torch.autograd.grad(loss(z), z)[0]

    def tensors(self):
        return [torch.from_numpy(x) for x in self.operands]

    def error(self, contender):
        """max |found - expected| / max |expected|, the largest over all results; NaN counts as infinite."""
        call = self.call(contender)
        if call is None:
            return None
        found = call()
        found = found if isinstance(found, tuple) else (found,)
        return max(relative_error(x, y) for x, y in zip(found, self.reference))

    def time(self, contender, slice_ms):
        call = self.call(contender)
        if contender not in self.batches:
            self.batches[contender] = warm_up(call, max(WARM_UP_SECONDS, 0.003 * slice_ms))
        return measure(call, self.batches[contender], slice_ms)


def numpy_softmax(x):
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def numpy_loss_and_gradient(z, theta, c):
    logits = z @ theta.T
    logits -= logits.max(axis=1, keepdims=True)
    weights = np.exp(logits)
    sums = weights.sum(axis=1, keepdims=True)
    loss = -(c * (logits - np.log(sums))).sum()
    weights /= sums
    weights -= c
    return loss, weights @ theta


def torch_loss_and_gradient(z, theta, c):
    logarithms = torch.log_softmax(z @ theta.T, 1)
    return -(c * logarithms).sum(), (logarithms.exp() - c) @ theta


def value_and_gradient(loss, z):
    value = loss(z)
    return value, torch.autograd.grad(value, z)[0]


def without_gradients(formula):
    def call():
        with torch.inference_mode():
            return formula()

    return call


def relative_error(found, expected):
    found = np.asarray(found.detach() if torch is not None and torch.is_tensor(found) else found, np.float64)
    error = np.max(np.abs(found - expected)) / np.max(np.abs(expected))
    return float(error) if np.isfinite(error) else 1e300


def warm_up(call, seconds):
    """Calls for a while, and says how many calls make a batch."""
    best, end = float("inf"), time.perf_counter() + seconds
    while True:
        before = time.perf_counter_ns()
        call()
        best = min(best, time.perf_counter_ns() - before)
        if time.perf_counter() >= end:
            return int(min(max(BATCH_NANOSECONDS / max(best, 1), 1), 100_000))


def measure(call, batch, slice_ms):
    processor, wall = [], []
    end = time.perf_counter() + slice_ms / 1000
    while True:
        w, p = time.perf_counter_ns(), time.thread_time_ns()
        for _ in range(batch):
            call()
        processor.append((time.thread_time_ns() - p) / batch)
        wall.append((time.perf_counter_ns() - w) / batch)
        if time.perf_counter() >= end:
            return dict(processor=statistics.median(processor), wall=statistics.median(wall), best_wall=min(wall), batches=len(wall))


def blas_core():
    """The kernels that OpenBLAS has chosen, where NumPy uses OpenBLAS as a shared library."""
    try:
        library = ctypes.CDLL("libopenblas.so.0")
        library.openblas_get_corename.restype = ctypes.c_char_p
        return library.openblas_get_corename().decode()
    except (OSError, AttributeError):
        return None


def hello():
    contenders = ["numpy"] + (["torch", "torch_autograd"] if torch is not None else [])
    return dict(
        ready=True, contenders=contenders, numpy=np.__version__, torch=torch.__version__ if torch is not None else None, core=blas_core())


def answer(words, case):
    if words[0] == "prepare":
        return Case(words[1]), dict(ready=True)
    if words[0] == "check":
        return case, dict(relative_error=case.error(words[1]))
    return case, case.time(words[1], float(words[2]))


def serve():
    if torch is not None:
        torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "1")))
    print(json.dumps(hello()), flush=True)
    case = None
    for line in sys.stdin:
        words = line.split()
        if words == ["quit"]:
            return
        try:
            case, reply = answer(words, case)
        except Exception as error:  # the other side goes on without this contender
            reply = dict(error=f"{type(error).__name__}: {error}")
        print(json.dumps(reply), flush=True)


if __name__ == "__main__":
    serve()
