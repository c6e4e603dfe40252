"""`make deploy ENV=staging|production`: the stack by the SAM CLI, then the pages into its bucket."""

import mimetypes
import subprocess
import sys
import time
import tomllib

import boto3

from local.place import ROOT
from local.routes import gather_routes

SAM = str(ROOT / ".venv-sam" / "bin" / "sam")
DIST = ROOT / "web" / "dist"


def main(stage: str) -> None:
    """The AWS account and region are those of the caller's environment."""
    subprocess.run([SAM, "build", "--config-env", stage], cwd=ROOT, check=True)
    gather_routes(ROOT / ".aws-sam" / "build" / "template.yaml")
    subprocess.run([SAM, "deploy", "--config-env", stage], cwd=ROOT, check=True)
    settings = tomllib.loads((ROOT / "samconfig.toml").read_text())[stage]
    stack = boto3.client("cloudformation").describe_stacks(StackName=settings["global"]["parameters"]["stack_name"])
    told = {output["OutputKey"]: output["OutputValue"] for output in stack["Stacks"][0]["Outputs"]}
    publish(told["WebBucket"], told["DistributionId"])


def publish(bucket: str, distribution: str) -> None:
    """Assets go first: a page must never name one that is not there yet. Old assets stay for pages still open."""
    files = sorted((f for f in DIST.rglob("*") if f.is_file()), key=lambda f: f.suffix == ".html")
    for file in files:
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        name = str(file.relative_to(DIST))
        boto3.client("s3").upload_file(str(file), bucket, name, ExtraArgs={"ContentType": kind})
    paths = ["/", "/*.html", "/favicon.svg"]
    boto3.client("cloudfront").create_invalidation(
        DistributionId=distribution,
        InvalidationBatch={"Paths": {"Quantity": len(paths), "Items": paths}, "CallerReference": str(time.time_ns())},
    )
    print(f"{len(files)} files are published")


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in ("staging", "production"):
        sys.exit("Say where to: make deploy ENV=staging or make deploy ENV=production")
    main(sys.argv[1])
