"""Forms: FHIR questionnaires that a practice keeps and asks for, filled in by patients, checked and scored (D7, E2)."""
