"""What reading a script says, in Korean."""

KOREAN: dict[str, str] = {
    "az.file.missing": "그런 파일이 없습니다",
    "az.file.too-large": "파일이 너무 큽니다",
    "az.file.outside": "파일이 검사 범위 밖에 있습니다",
    "az.file.unreadable": "텍스트로 읽을 수 없는 파일입니다",
    "az.too-large": "스크립트가 200만 자를 넘습니다",
    "az.syntax": "셸 문법에 맞지 않는 부분입니다. 닫히지 않은 따옴표나 괄호가 있는지 확인하세요",
    "az.lacks-equals": "등호가 빠졌습니다. 앞뒤 공백 없이 {name}=… 형태로 쓰세요",
    "az.too-deep": "함수와 스크립트가 {most}단계보다 깊게 서로를 호출하므로 여기서 호출하는 내용은 읽지 않습니다",
    "az.too-nested": "문장이 {most}단계보다 깊게 중첩되어 안쪽 문장은 읽지 않습니다",
    "az.many-branches": "if 하나에 분기가 {most}개를 넘어 나머지는 읽지 않습니다",
    "az.long-loop": "반복이 {most}회를 넘어 나머지는 읽지 않습니다",
    "az.too-many-steps": "스크립트를 읽는 데 단계가 너무 많이 필요하여 나머지는 읽지 않습니다",
    "az.too-many-commands": "스크립트가 az를 5,000번 넘게 호출하므로 나머지는 읽지 않습니다",
    "az.too-long": "변수 값이 백만 자를 넘어 스크립트의 나머지는 읽지 않습니다",
    "az.not-supplied": "스크립트 밖에서 주어지는 값입니다: {name}",
    "az.placeholder": "실제 값으로 바꿔야 하는 자리 표시자입니다: {name}",
    "az.template": "스크립트가 별도의 템플릿을 배포합니다: {name}",
    "az.no-script": "스크립트가 {name} 파일을 실행합니다: {reason}",
    "az.not-run": "{name} 명령은 실행해 보아야만 알 수 있는 내용을 실행합니다",
}
