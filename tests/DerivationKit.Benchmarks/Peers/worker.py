"""A line of requests in, a line of JSON out: another process that computes the kernels, asked over its standard streams."""
import json
import subprocess


class WorkerEnded(Exception):
    pass


class Worker:
    def __init__(self, command, environment=None):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8", env=environment)
        first = self.process.stdout.readline()
        if not first.startswith("{"):
            raise RuntimeError(f"{command[0]} does not answer: {first.strip() or 'no output'}")
        self.hello = json.loads(first)

    def ask(self, *words):
        try:
            self.process.stdin.write(" ".join(str(word) for word in words) + "\n")
            self.process.stdin.flush()
            line = self.process.stdout.readline()
        except BrokenPipeError:
            line = ""
        if not line:
            raise WorkerEnded(f"the process has ended with {self.process.wait()}")
        answer = json.loads(line)
        if isinstance(answer, dict) and isinstance(answer.get("error"), str):
            raise RuntimeError(answer["error"])
        return answer

    def close(self):
        if self.process.poll() is None:
            self.process.stdin.write("quit\n")
            self.process.stdin.close()
            self.process.wait()
