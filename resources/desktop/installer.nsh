; Offers Switchyard under "Open with" for plan files, and leaves each type with the program that a person has for it.
; The list of types is that of src-shared/plan-file/file-types.ts (test/electron-host/packaging/builder-config.test.ts).
!macro eachPlanType MACRO
  !insertmacro ${MACRO} ".json"
  !insertmacro ${MACRO} ".jsonl"
  !insertmacro ${MACRO} ".yml"
  !insertmacro ${MACRO} ".yaml"
  !insertmacro ${MACRO} ".md"
  !insertmacro ${MACRO} ".mmd"
  !insertmacro ${MACRO} ".mermaid"
  !insertmacro ${MACRO} ".dot"
  !insertmacro ${MACRO} ".gv"
  !insertmacro ${MACRO} ".csv"
  !insertmacro ${MACRO} ".tsv"
!macroend

!macro offerType EXTENSION
  WriteRegStr SHELL_CONTEXT "Software\Classes\${EXTENSION}\OpenWithProgids" "Switchyard.Plan" ""
!macroend

!macro withdrawType EXTENSION
  DeleteRegValue SHELL_CONTEXT "Software\Classes\${EXTENSION}\OpenWithProgids" "Switchyard.Plan"
!macroend

!macro customInstall
  WriteRegStr SHELL_CONTEXT "Software\Classes\Switchyard.Plan" "" "Plan"
  WriteRegStr SHELL_CONTEXT "Software\Classes\Switchyard.Plan\DefaultIcon" "" "$INSTDIR\Switchyard.exe,0"
  WriteRegStr SHELL_CONTEXT "Software\Classes\Switchyard.Plan\shell\open\command" "" '"$INSTDIR\Switchyard.exe" "%1"'
  !insertmacro eachPlanType offerType
!macroend

!macro customUnInstall
  DeleteRegKey SHELL_CONTEXT "Software\Classes\Switchyard.Plan"
  !insertmacro eachPlanType withdrawType
!macroend
