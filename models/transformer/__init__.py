"""An optional second reader of numbers: a small transformer over characters, run with ONNX Runtime.

``passages`` makes tokens of a text, ``runtime`` runs a stored model, ``blend`` weighs its word against the ranker's;
``network`` and ``training`` (both need torch) make the model. A checkpoint of one's own is a folder with the same files.
"""
