"""What was learned: features, classifiers, their training, their stored weights with a model card each."""
