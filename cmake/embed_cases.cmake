# Writes OUTPUT, a C++ file that holds the files of LIST (one path a line) under their paths below ROOT.
file(STRINGS ${LIST} files)
set(entries "")
foreach(file ${files})
  file(RELATIVE_PATH path ${ROOT} ${file})
  file(READ ${file} text)
  string(APPEND entries "      {\"${path}\", R\"case(${text})case\"},\n")
endforeach()
file(WRITE ${OUTPUT} "#include \"conformance/library_files.hpp\"

namespace bridge::conformance {

std::vector<EmbeddedFile> embedded_files() {
  static const EmbeddedFile kFiles[] = {
${entries}  };
  return {std::begin(kFiles), std::end(kFiles)};
}

}  // namespace bridge::conformance
")
