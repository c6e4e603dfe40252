"""Identity: passwords, challenges, sessions and tokens, in the words of Amazon Cognito's user pools."""
