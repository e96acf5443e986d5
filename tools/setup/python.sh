# Python with openpyxl and icalendar, to read exported files and to write files for import; sourced by tools/setup.sh.
# shellcheck shell=bash
#
# The path of the interpreter is written to .tools/python.

# The first Python that has both: the one on PATH may not be the system's.
python_with_readers() {
  local python
  for python in "$(command -v python3 2>/dev/null)" /usr/bin/python3; do
    if [ -x "$python" ] && "$python" -c 'import openpyxl, icalendar' 2>/dev/null; then
      echo "$python"
      return 0
    fi
  done
  return 1
}

setup_python() {
  local path
  if ! path=$(python_with_readers); then
    if have apt-get; then apt_install python3 python3-openpyxl python3-icalendar; fi
    path=$(python_with_readers) || fail "no Python with openpyxl and icalendar for the tests of exported files" "install Python 3 and both (pip install openpyxl icalendar)"
  fi
  echo "$path" >"$TOOLS/python"
}
