"""Fetches servers from any of Debian's suites into folders of a cache; installs nothing.

Each folder holds a server with all that it needs, libc too, so that it runs whatever Debian this
is: `wrapped` programs start with the loader and the libraries that lie beside them.
"""

import fcntl
import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

DEBIAN = "http://deb.debian.org/debian"
KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg"
# What the servers' packages ask for and the servers themselves never load.
UNNEEDED = re.compile(
    r"perl|libperl|libdb5|libgdbm|debconf|mysql-common|libllvm|libclang|libz3|systemd_|ucf|adduser"
    r"|passwd|postgresql-common|postgresql-client-common|ssl-cert|mount|util-linux|galera"
)
_WRAPPED = """\
#!/bin/sh
here=$(dirname "$(readlink -f "$0")")
exec "$here/{loader}" --library-path "{libraries}" "$here/{program}" "$@"
"""


def cache(name: str) -> Path:
    """Give the folder that keeps a server between runs."""
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(home) / "cdrql" / name


def cached(name: str) -> Path | None:
    """Give the folder of a complete server, or None."""
    return cache(name) if (cache(name) / "usr").exists() else None


def fetch(name: str, suite: str, packages: Sequence[str], wrapped: Sequence[str] = ()) -> Path:
    """Fetch a server unless it is there; a fetch cut short leaves nothing that is ever used.

    `wrapped` are patterns of programs that are to run by themselves: `usr/sbin/mariadbd`.
    """
    target = cache(name)
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not cached(name):
            partial = target.with_suffix(".partial")
            for rest in (partial, target):
                shutil.rmtree(rest, ignore_errors=True)
            _download(partial, suite, packages)
            _unpack(partial)
            for pattern in wrapped:
                wrap(partial, pattern)
            partial.rename(target)
    return target


def wrap(root: Path, pattern: str) -> None:
    """Put a script in the place of each program, which starts it with the libraries of its folder.

    What starts it by its path, as initdb does with postgres, starts the script.
    """
    loader = next(root.glob("**/*-linux-*/ld-linux-*.so.*"))
    folders = sorted({path.parent for path in root.glob("**/*-linux-*/lib*.so*")})
    for script in root.glob(pattern):
        program = script.with_name(f"{script.name}.elf")
        script.rename(program)
        paths = (f"$here/{os.path.relpath(folder, script.parent)}" for folder in folders)
        where = os.path.relpath(loader, script.parent)
        said = _WRAPPED.format(loader=where, libraries=":".join(paths), program=program.name)
        script.write_text(said, encoding="ascii")
        script.chmod(0o755)


def mirrors() -> list[str]:
    """Give the Debian mirrors that this machine's apt sources name, then Debian's default."""
    found = []
    for file in (Path("/etc/apt/sources.list"), *sorted(Path("/etc/apt/sources.list.d").glob("*"))):
        text = file.read_text(errors="replace") if file.is_file() else ""
        for line in re.findall(r"^(?:URIs:|deb\s)\s*(.*)", text, re.MULTILINE):
            found += re.findall(r"\bhttps?://\S+/debian(?=/?(?:\s|$))", line)
    return list(dict.fromkeys([*found, DEBIAN]))


def _download(folder: Path, suite: str, packages: Sequence[str]) -> None:
    """Let apt put packages and all that they need into folder, from the first mirror that can."""
    words = ""
    for mirror in mirrors():
        apt = _private_apt(folder / "apt", mirror, suite)
        install = [*apt, "--yes", "--download-only", "install", *packages]
        words = _said([*apt, "update"]) or _said(install)
        if not words:
            return
    raise SystemExit(f"{' '.join(packages)} of {suite} could not be fetched:\n{words}")


def _private_apt(folder: Path, mirror: str, suite: str) -> list[str]:
    """Write an apt of its own: one source, nothing installed, so that all dependencies come."""
    for name in ("state/lists/partial", "archives/partial", "preferences"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / "status").write_text("")
    (folder / "sources.list").write_text(f"deb [signed-by={KEYRING}] {mirror} {suite} main\n")
    options = {
        "Dir::Etc::SourceList": folder / "sources.list",
        "Dir::Etc::SourceParts": "-",
        "Dir::Etc::PreferencesParts": folder / "preferences",
        "Dir::State": folder / "state",
        "Dir::State::Status": folder / "status",
        "Dir::Cache": folder,
        "APT::Install-Recommends": "false",
        "APT::Sandbox::User": "root",
        "APT::Update::Error-Mode": "any",
        "Acquire::Languages": "none",
        "Debug::NoLocking": "true",
    }
    return ["apt-get", "-qq", *(f"-o{name}={value}" for name, value in options.items())]


def _said(command: list[str]) -> str:
    """Run a command and give its words when it fails, else nothing."""
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    return (done.stderr or f"{command[0]} failed") if done.returncode else ""


def _unpack(folder: Path) -> None:
    """Unpack the packages over one another, as a machine of their own would hold them."""
    for package in sorted((folder / "apt/archives").glob("*.deb")):
        if not UNNEEDED.match(package.name):
            subprocess.run(["dpkg-deb", "--extract", package, folder], check=True)
    shutil.rmtree(folder / "apt")
