"""`python -m runtime`: the commands of `./tasktide`."""

from runtime.cli import main

if __name__ == "__main__":
    main()
