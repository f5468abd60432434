"""The command line as `python -m hakemus`."""

import sys

from hakemus.cli import main

sys.exit(main())
