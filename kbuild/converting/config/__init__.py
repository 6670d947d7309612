"""From the configuration of a Keras model to a document, without Keras: no code in it is run.

```
model.keras, model.json --reading--> config --models, graph, objects--> plain tree --document--> Document
```
"""
