"""Why the system does not do what was asked, in both languages: its own words follow the machine's locale, not `--lang`."""

import errno

from .sentences import Sentence, sentence

ENGLISH: dict[str, str] = {
    "system.EPERM": "Operation not permitted",
    "system.ENOENT": "No such file or directory",
    "system.EIO": "Input/output error",
    "system.ENXIO": "No such device or address",
    "system.EACCES": "Permission denied",
    "system.EBUSY": "Device or resource busy",
    "system.EEXIST": "File exists",
    "system.ENODEV": "No such device",
    "system.ENOTDIR": "Not a directory",
    "system.EISDIR": "Is a directory",
    "system.EINVAL": "Invalid argument",
    "system.EMFILE": "Too many open files",
    "system.EFBIG": "File too large",
    "system.ENOSPC": "No space left on device",
    "system.EROFS": "Read-only file system",
    "system.EPIPE": "Broken pipe",
    "system.ENAMETOOLONG": "File name too long",
    "system.ELOOP": "Too many levels of symbolic links",
    "system.EDQUOT": "Disk quota exceeded",
    "system.other": "the system answers {code}",
}
KOREAN: dict[str, str] = {
    "system.EPERM": "허용되지 않는 작업",
    "system.ENOENT": "그런 파일이나 디렉터리가 없음",
    "system.EIO": "입출력 오류",
    "system.ENXIO": "그런 장치나 주소가 없음",
    "system.EACCES": "권한 없음",
    "system.EBUSY": "장치나 자원이 사용 중",
    "system.EEXIST": "파일이 이미 있음",
    "system.ENODEV": "그런 장치가 없음",
    "system.ENOTDIR": "디렉터리가 아님",
    "system.EISDIR": "디렉터리임",
    "system.EINVAL": "잘못된 인수",
    "system.EMFILE": "열린 파일이 너무 많음",
    "system.EFBIG": "파일이 너무 큼",
    "system.ENOSPC": "장치에 남은 공간이 없음",
    "system.EROFS": "읽기 전용 파일 시스템",
    "system.EPIPE": "파이프가 끊어짐",
    "system.ENAMETOOLONG": "파일 이름이 너무 김",
    "system.ELOOP": "심볼릭 링크가 너무 많이 이어짐",
    "system.EDQUOT": "디스크 할당량 초과",
    "system.other": "시스템의 응답은 {code}",
}


def reason_of(error: OSError) -> Sentence:
    """Return why the system refused; what has no words here is told by its name, `ENOTCONN`."""
    name = errno.errorcode.get(error.errno or 0, "")
    key = f"system.{name}"
    return sentence(key) if key in ENGLISH else sentence("system.other", code=name or type(error).__name__)
