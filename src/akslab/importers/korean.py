"""What every importer says of files, in Korean."""

KOREAN: dict[str, str] = {
    "file.missing": "{name} 파일이 없습니다",
    "file.outside": "{name}은(는) 검사 대상 밖에 있습니다",
    "file.too-large": "{name}은(는) {most}MB보다 큽니다",
    "file.not-text": "{name}은(는) 텍스트가 아닙니다",
    "file.unreadable": "{name}을(를) 읽을 수 없습니다",
    "file.denied": "시스템이 {name} 읽기를 허용하지 않습니다",
    "file.special": "{name}은(는) 일반 파일이 아닙니다",
    "file.too-many": "{name}에 파일이 {most}개 넘게 있어 그만큼만 살폈습니다. 필요한 디렉터리를 지정하세요",
    "file.total": "{name}은(는) 읽지 않았습니다. 앞선 파일들이 이미 500MB입니다",
    "file.no-json": "{name}은(는) JSON이 아닙니다: {reason}",
    "file.not-recognised": (
        "{name}은(는) akslab이 검사하는 파일이 아닙니다. ARM 템플릿, Bicep, Terraform, az 스크립트를 읽습니다."
        " 내보낸 파일은 `akslab doctor`로 진단하세요"
    ),
}
