"""What is done to imports."""

from backend.imports.actions.begin import begin_import
from backend.imports.actions.resume import resume_imports
from backend.imports.actions.run import run_import

__all__ = ["begin_import", "resume_imports", "run_import"]
