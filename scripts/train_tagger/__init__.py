"""Trains the case-robust name tagger that csa_research ships. For building only; nothing of it runs at a user's desk.

    pip install onnx            # quantising needs it; the product does not
    OMP_NUM_THREADS=1 python -m scripts.train_tagger DATA_DIR --out csa_research/data/tagger

DATA_DIR holds human.jsonl and silver_speech.jsonl (format: data.py). data reads and splits; names holds the pools;
phrases the sentences of professional talk; augment puts names in; noise roughens the text as speech recognition would;
model is the encoder with its head; train fits it; export quantises; evaluate counts entities left and words lost.
"""
