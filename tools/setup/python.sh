# Python with openpyxl, which reads what the program writes and writes what it reads; sourced by tools/setup.sh.
# shellcheck shell=bash
#
# The path of the interpreter is written to .tools/python.

# The first Python here that has openpyxl: one on PATH may be another than the system's.
python_with_openpyxl() {
  local python
  for python in "$(command -v python3 2>/dev/null)" /usr/bin/python3; do
    if [ -x "$python" ] && "$python" -c 'import openpyxl' 2>/dev/null; then
      echo "$python"
      return 0
    fi
  done
  return 1
}

setup_python() {
  local path
  if ! path=$(python_with_openpyxl); then
    if have apt-get; then apt_install python3 python3-openpyxl; fi
    path=$(python_with_openpyxl) || fail "no Python with openpyxl for the tests of files" "install Python 3 and openpyxl (pip install openpyxl)"
  fi
  echo "$path" >"$TOOLS/python"
}
