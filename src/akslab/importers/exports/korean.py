"""What is said of exported files, in Korean."""

KOREAN: dict[str, str] = {
    "export.not-an-export": "읽지 않음: az나 kubectl의 JSON·YAML 출력이 아님",
    "export.for-check": "읽지 않음: 이런 파일은 `akslab check`가 읽음",
    "export.nothing-known": "아는 내용이 없음: ID가 있는 리소스, Kubernetes 개체, 로그 항목이 하나도 없음",
    "export.empty": "비어 있음. 무엇이 없다는 것인지는 알 수 없음",
    "export.page": "긴 목록의 한 페이지뿐임: 여기 없는 것도 있을 수 있으니 모든 페이지를 내보낼 것",
    "export.text-before": "JSON 앞의 텍스트는 건너뜀: {text}",
    "export.cut-off": "JSON이 {line}번째 줄에서 잘림: 파일을 다시 내보낼 것",
    "export.no-json": "JSON이 아님: {line}번째 줄 {column}번째 열에서 {reason}",
    "export.no-yaml": "읽지 못하는 YAML: {line}번째 줄에 {reason}. `-o json` 출력은 언제나 읽음",
    "export.unreadable": "읽을 수 없음: {reason}",
    "export.too-many": "리소스와 개체는 처음 {most:,}개만 읽음",
    "file.missing": "그런 파일이 없음",
    "file.too-large": "50MB보다 큼",
    "file.outside": "지정한 디렉터리 밖에 있음",
    "file.not-text": "UTF-8, UTF-16, CP949 텍스트가 아님",
    "file.damaged": "압축 파일의 그 부분이 손상됨",
    "file.encrypted": "압축 파일 안에서 암호화되어 있음",
    "file.compressed": "100배 넘게 압축되어 있어 함정으로 보임",
    "file.total": "앞선 파일들이 이미 500MB임",
    "file.special": "일반 파일이 아님",
}
