"""A chart's records: FHIR R4 resources, taken in checked and whole, kept as opaque bodies, given back spliced.

Taking in needs the `fhir` layer: intake, shapes, references, narrative. All the rest (index, sections, bodies, search)
does not import it, so that reading stays light.
"""
