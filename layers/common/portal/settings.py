"""What the template tells a function, by environment variables. Read when first needed, so imports need nothing."""

import os
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True)
class Settings:
    """`portal_url` has no slash at its end. The app clients are Cognito's app client ids.

    `mobile_auth_flows` are Cognito's ExplicitAuthFlows of the mobile app client, joined by commas. `cognito_new_device`
    says what Cognito's wire asks of an account without a second factor on a new device: `code`, or `notice` for clients
    that cannot answer EMAIL_OTP. `mfa_required_clients` are the app clients that demand a second factor.
    `data_key` is the ARN of the key that encrypts what is kept. `malware_scan` is `yes` where GuardDuty tags each
    upload. `edge_key` is what only CloudFront knows; empty where there is no CloudFront.
    """

    table: str
    audit_table: str
    intake_bucket: str
    audit_bucket: str
    files_bucket: str
    documents_bucket: str
    data_key: str
    import_queue: str
    export_queue: str
    retry_queue: str
    portal_url: str
    sender: str
    user_pool_id: str
    web_client_id: str
    mobile_client_id: str
    mobile_auth_flows: str
    cognito_new_device: str
    mfa_required_clients: str
    malware_scan: str
    signing_key: str
    secret_id: str
    edge_key: str

    @property
    def issuer(self) -> str:
        """Cognito's form: the endpoint, a slash, the pool id."""
        return f"{self.portal_url}/cognito/{self.user_pool_id}"


@cache
def settings() -> Settings:
    """The settings of this process; KeyError names a variable that the template forgot."""
    return Settings(**{name: os.environ[name.upper()] for name in Settings.__dataclass_fields__})
