"""Commands of az that az itself refuses, and scripts that go on."""

from .forms import Breaking, Swap


def _commands() -> tuple[Breaking, ...]:
    plugin = "  --network-plugin kubenet \\\n"
    load_balancer = "--load-balancer-managed-outbound-ip-count 1 --load-balancer-"
    swaps: dict[str, tuple[Swap, ...]] = {
        "az-policy-without-plugin": ((plugin, "  --network-policy calico \\\n"),),
        "az-outbound-type-with-basic-load-balancer": (
            (plugin, f"{plugin}  --load-balancer-sku basic --outbound-type userDefinedRouting \\\n"),
        ),
        "az-outbound-type-with-load-balancer-addresses": (
            (
                plugin,
                f"{plugin}  --outbound-type userDefinedRouting \\\n  --load-balancer-managed-outbound-ip-count 2 \\\n",
            ),
        ),
        "az-load-balancer-idle-timeout": ((plugin, f"{plugin}  {load_balancer}idle-timeout 3 \\\n"),),
        "az-load-balancer-ports": ((plugin, f"{plugin}  {load_balancer}outbound-ports 1001 \\\n"),),
        "az-broken-command": (("--network-plugin kubenet \\\n", "--network-plugin kubenet\n"),),
        "az-script-goes-on": (("set -euo pipefail\n", ""),),
        "role-without-wait": (("sleep 60\n", ""),),
    }
    return (
        *(Breaking(rule, {"az": found}) for rule, found in swaps.items()),
        Breaking("az-broken-command", {"az": (("--network-plugin kubenet \\\n", "--network-plugin kubenet \\ \n"),)}),
        Breaking(
            "az-outbound-type-with-load-balancer-addresses",
            {
                "az": (
                    (
                        "--dns-service-ip 10.0.0.10",
                        "--dns-service-ip 10.0.0.10 \\\n  --outbound-type userDefinedRouting \\\n"
                        "  --load-balancer-managed-outbound-ip-count 2",
                    ),
                )
            },
        ),
    )


COMMANDS = _commands()
