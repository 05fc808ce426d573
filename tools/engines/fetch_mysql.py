"""Fetches real MySQL from Debian's unstable suite into a cache; installs nothing."""

import fcntl
import os
import re
import shutil
import subprocess
from pathlib import Path

DEBIAN = "http://deb.debian.org/debian"
KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg"
# What the server's package asks for and the server itself never loads.
UNNEEDED = re.compile(r"perl|libperl|libdb5|libgdbm|debconf|mysql-common")


def cache() -> Path:
    """Give the folder that keeps MySQL between test runs."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "cdrql" / "mysql"


def cached() -> Path | None:
    """Give the folder of a complete MySQL, or None."""
    return cache() if (cache() / "usr/sbin/mysqld").exists() else None


def fetch() -> Path:
    """Fetch MySQL unless it is there; a fetch cut short leaves nothing that is ever used."""
    target = cache()
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not cached():
            partial = target.with_suffix(".partial")
            for rest in (partial, target):
                shutil.rmtree(rest, ignore_errors=True)
            _download(partial)
            _unpack(partial)
            partial.rename(target)
    return target


def mirrors() -> list[str]:
    """Give the Debian mirrors that this machine's apt sources name, then Debian's default."""
    found = []
    for file in (Path("/etc/apt/sources.list"), *sorted(Path("/etc/apt/sources.list.d").glob("*"))):
        text = file.read_text(errors="replace") if file.is_file() else ""
        for line in re.findall(r"^(?:URIs:|deb\s)\s*(.*)", text, re.MULTILINE):
            found += re.findall(r"\bhttps?://\S+/debian(?=/?(?:\s|$))", line)
    return list(dict.fromkeys([*found, DEBIAN]))


def _download(folder: Path) -> None:
    """Let apt put MySQL's server and all it needs into folder, from the first mirror that can."""
    words = ""
    for mirror in mirrors():
        apt = _private_apt(folder / "apt", mirror)
        install = [*apt, "--yes", "--download-only", "install", "mysql-server-core"]
        words = _said([*apt, "update"]) or _said(install)
        if not words:
            return
    raise SystemExit(f"MySQL could not be fetched:\n{words}")


def _private_apt(folder: Path, mirror: str) -> list[str]:
    """Write an apt of its own: one source, nothing installed, so that all dependencies come."""
    for name in ("state/lists/partial", "archives/partial", "preferences"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / "status").write_text("")
    (folder / "sources.list").write_text(f"deb [signed-by={KEYRING}] {mirror} sid main\n")
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
