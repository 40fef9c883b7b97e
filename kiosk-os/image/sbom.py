#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""sbom.py MANIFEST VERSION TREE: an SPDX 2.3 bill of what is in the image, as JSON on standard output.

One package for each line of the manifest, with its purl and the digest of its copyright file; and the kiosk itself.
"""
import hashlib
import json
import pathlib
import re
import sys


def spdx_id(*parts):
    return "SPDXRef-" + re.sub(r"[^A-Za-z0-9.]+", "-", "-".join(parts))


def debian(row, tree):
    name, version, arch, source, source_version = row.split("\t")
    package = {
        "SPDXID": spdx_id("deb", name), "name": name, "versionInfo": version, "supplier": "Organization: Debian",
        "downloadLocation": "NOASSERTION", "filesAnalyzed": False, "licenseConcluded": "NOASSERTION",
        "licenseDeclared": "NOASSERTION", "copyrightText": "NOASSERTION",
        "sourceInfo": f"built from {source} {source_version}",
        "externalRefs": [{"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl",
                          "referenceLocator": f"pkg:deb/debian/{name}@{version}?arch={arch}&distro=bookworm"}],
    }
    terms = tree / "usr/share/doc" / name / "copyright"
    if terms.is_file():
        digest = hashlib.sha256(terms.read_bytes()).hexdigest()
        package["licenseComments"] = f"/usr/share/doc/{name}/copyright, SHA-256 {digest}"
    return package


def main(manifest, version, tree):
    tree = pathlib.Path(tree)
    rows = pathlib.Path(manifest).read_text().splitlines()
    own = {"SPDXID": spdx_id("sunbooth"), "name": "sunbooth-kiosk", "versionInfo": version, "supplier": "Organization: Sunbooth",
           "downloadLocation": "NOASSERTION", "filesAnalyzed": False, "licenseConcluded": "Apache-2.0",
           "licenseDeclared": "Apache-2.0", "copyrightText": "NOASSERTION"}
    packages = [own] + [debian(row, tree) for row in rows]
    digest = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    bill = {
        "spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT", "name": f"sunbooth-kiosk-os-{version}",
        "documentNamespace": f"https://sunbooth.invalid/spdx/{version}/{digest}",
        "creationInfo": {"created": "2026-01-01T00:00:00Z", "creators": ["Tool: kiosk-os/image/sbom.py"]},
        "packages": packages, "documentDescribes": [own["SPDXID"]],
        "relationships": [{"spdxElementId": own["SPDXID"], "relationshipType": "DEPENDS_ON", "relatedSpdxElement": p["SPDXID"]}
                          for p in packages[1:]],
    }
    json.dump(bill, sys.stdout, ensure_ascii=False, indent=1)
    print()


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
