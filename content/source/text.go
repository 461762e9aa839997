package source

import (
	"bytes"
	"net/http"
	"strings"
)

// headBytes is how much of a file tells what it is: beyond what
// http.DetectContentType looks at begins no format that is known here.
const headBytes = 512

// isText tells texts from pictures, sounds, fonts and archives by their first
// bytes. What is merely odd is for the reader of the document to judge.
func isText(head []byte) bool {
	kind, _, _ := strings.Cut(http.DetectContentType(head), ";")
	switch family, _, _ := strings.Cut(kind, "/"); family {
	case "image", "audio", "video", "font":
		return false
	}
	switch kind {
	case "application/pdf", "application/wasm", "application/vnd.ms-fontobject":
		return false
	}
	return !isArchive(head)
}

// archives are the first bytes of what holds other files.
var archives = []string{
	"PK\x03\x04", "PK\x05\x06", "PK\x07\x08", // zip, and what offices write
	"\x1f\x8b\x08", "\x1f\x9d", "BZh91AY&SY", "\xfd7zXZ\x00", "\x28\xb5\x2f\xfd", "\x04\x22\x4d\x18", "LZIP\x01",
	"7z\xbc\xaf\x27\x1c", "Rar!\x1a\x07", "MSCF\x00", "!<arch>\n", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
}

func isArchive(head []byte) bool {
	for _, magic := range archives {
		if bytes.HasPrefix(head, []byte(magic)) {
			return true
		}
	}
	const tar = 257 // where its magic stands
	return len(head) >= tar+5 && string(head[tar:tar+5]) == "ustar"
}

// notTexts are the endings of names that no text has, for where a file's name
// has to tell whether it is worth asking for.
var notTexts = func() map[string]bool {
	all := map[string]bool{}
	for _, ending := range strings.Fields(`
		.avif .bmp .gif .heic .ico .jp2 .jpeg .jpg .jxl .png .psd .tif .tiff .webp .svg .svgz .ai .eps .fig .sketch .xcf
		.aac .flac .m4a .mp3 .oga .ogg .opus .wav .avi .m4v .mkv .mov .mp4 .mpeg .mpg .ogv .webm .wmv
		.eot .otf .ttf .woff .woff2 .pdf .ps .doc .docx .key .numbers .odg .odp .ods .odt .pages .ppt .pptx .xls .xlsx .epub .mobi
		.7z .apk .bz2 .deb .dmg .exe .gz .iso .jar .lz .msi .pkg .rar .rpm .tar .tbz .tgz .txz .war .whl .xz .zip .zst
		.a .bin .class .dat .db .dll .dylib .jks .lib .o .obj .pack .pdb .pyc .so .sqlite .sqlite3 .swf .wasm .map
	`) {
		all[ending] = true
	}
	return all
}()
