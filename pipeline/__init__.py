"""The roof: the command line, the stages of one document, the batch over many, evaluation."""

__version__ = "0.1.0"
