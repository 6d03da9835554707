"""Names that look like codes of Azure and were found in no public source: said so instead of guessed at."""

from ..entry import Cause, Entry
from ..words import Words

NOT_FOUND: tuple[Entry, ...] = (
    Entry(
        id="name-not-public",
        unpublished=(
            "InvalidServiceCidr",
            "PodCidrOverlap",
            "KubenetNotSupportedWithWindows",
            "InvalidUserDefinedRouting",
        ),
        means=Words(
            (
                "This name was found in no public source: neither that Azure answers with it, nor what it would "
                "mean. Near it are ServiceCidrOverlapExistingSubnetsCidr, NetworkProfileCIDROverlapVNET, "
                "AzureCNIOnlyForWindows and RouteTableInvalidNextHop."
            ),
            (
                "이 이름은 공개된 어떤 자료에도 없습니다. Azure가 이렇게 응답하는지도, 무슨 뜻인지도 알 수 "
                "없습니다. 비슷한 코드는 ServiceCidrOverlapExistingSubnetsCidr, NetworkProfileCIDROverlapVNET, "
                "AzureCNIOnlyForWindows, RouteTableInvalidNextHop입니다."
            ),
        ),
        causes=(
            Cause(
                what=Words(
                    "If Azure did answer with it, its message and target say more than the code.",
                    "Azure가 실제로 이렇게 응답했다면 코드보다 메시지와 target이 더 많은 것을 알려 줍니다.",
                ),
                look=(
                    "az deployment operation group list -g <group> -n <deployment> --query "
                    "\"[?properties.provisioningState=='Failed'].properties.statusMessage\""
                ),
                field="error.message, error.target",
                tells=Words("which property it is about", "어느 속성에 관한 것인지"),
            ),
        ),
        sources=("E28",),
    ),
)
