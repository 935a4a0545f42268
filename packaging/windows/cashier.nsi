; The Windows installer: Chinese and English, for one user or for the whole computer, silent for fleets.
;
; makensis -DVERSION=… -DAPP=<folder of the frozen app> -DOUT=<file> cashier.nsi
; Silent: setup.exe /S [/AllUsers|/CurrentUser] [/AUTOSTART=1|0] [/LANG=zh|en] [/D=folder]
;         uninstall.exe /S [/PURGE]

Unicode true
!ifndef PLAIN_TARGET
  Target amd64-unicode
!endif
SetCompressor /SOLID lzma
ManifestDPIAware true

!define ID "CashierAssistant"
!define DATA "cashier-assistant"
!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${ID}"
!define RUN "Software\Microsoft\Windows\CurrentVersion\Run"

!define MULTIUSER_EXECUTIONLEVEL Highest
!define MULTIUSER_MUI
!define MULTIUSER_INSTALLMODE_COMMANDLINE
!define MULTIUSER_USE_PROGRAMFILES64
!define MULTIUSER_INSTALLMODE_INSTDIR "Cashier Assistant"
!define MULTIUSER_INSTALLMODE_INSTDIR_REGISTRY_KEY "${KEY}"
!define MULTIUSER_INSTALLMODE_INSTDIR_REGISTRY_VALUENAME "InstallLocation"
!define MULTIUSER_INSTALLMODE_DEFAULT_REGISTRY_KEY "${KEY}"
!define MULTIUSER_INSTALLMODE_DEFAULT_REGISTRY_VALUENAME "InstallLocation"

!include MultiUser.nsh
!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh
!include nsDialogs.nsh

Name "$(ProductName)"
OutFile "${OUT}"
BrandingText "Cashier Assistant ${VERSION}"
VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=0 "ProductName" "Cashier Assistant"
VIAddVersionKey /LANG=0 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "FileDescription" "Cashier Assistant set-up"
VIAddVersionKey /LANG=0 "LegalCopyright" "The Cashier Assistant contributors, Apache-2.0"

Var Autostart
Var Purge
Var Box

!define MUI_ICON "${__FILEDIR__}/cashier.ico"
!define MUI_UNICON "${__FILEDIR__}/cashier.ico"
!define MUI_ABORTWARNING
!insertmacro MULTIUSER_PAGE_INSTALLMODE
!insertmacro MUI_PAGE_DIRECTORY
Page custom AutostartPage AutostartLeft
!insertmacro MUI_PAGE_INSTFILES
UninstPage custom un.PurgePage un.PurgeLeft
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"
!insertmacro MUI_LANGUAGE "English"

LangString ProductName ${LANG_SIMPCHINESE} "收银助手"
LangString ProductName ${LANG_ENGLISH} "Cashier Assistant"
LangString AutoTitle ${LANG_SIMPCHINESE} "开机启动"
LangString AutoTitle ${LANG_ENGLISH} "Start with Windows"
LangString AutoText ${LANG_SIMPCHINESE} "收银电脑最好在第一位顾客来之前就打开收银助手。"
LangString AutoText ${LANG_ENGLISH} "On a till computer the assistant is best open before the first customer comes."
LangString AutoBox ${LANG_SIMPCHINESE} "登录 Windows 后自动启动"
LangString AutoBox ${LANG_ENGLISH} "Start when somebody logs in"
LangString PurgeTitle ${LANG_SIMPCHINESE} "记录和设置"
LangString PurgeTitle ${LANG_ENGLISH} "Records and settings"
LangString PurgeText ${LANG_SIMPCHINESE} "失败记录和设置默认保留，重装后接着用。删掉就找不回来了。"
LangString PurgeText ${LANG_ENGLISH} "Records and settings are kept, for when it is installed again. Deleted ones do not come back."
LangString PurgeBox ${LANG_SIMPCHINESE} "连同我的记录和设置一起删除"
LangString PurgeBox ${LANG_ENGLISH} "Delete my records and settings too"
LangString Running ${LANG_SIMPCHINESE} "收银助手还开着，文件换不了。请先关掉它再点“重试”。没办完的单不会丢。"
LangString Running ${LANG_ENGLISH} "Cashier Assistant is still open, so its files cannot be replaced. Please close it and retry. Open cases are not lost."
LangString NoRoom ${LANG_SIMPCHINESE} "文件没能写全，多半是磁盘满了。请腾出约 400 MB 再装；原来的记录没有动。"
LangString NoRoom ${LANG_ENGLISH} "The files could not be written, most likely because the disk is full. Please free some 400 MB and try again; the records are untouched."

Function .onInit
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/LANG=" $1
  ${IfNot} ${Errors}
    ${If} $1 == "zh"
      StrCpy $LANGUAGE ${LANG_SIMPCHINESE}
    ${Else}
      StrCpy $LANGUAGE ${LANG_ENGLISH}
    ${EndIf}
  ${EndIf}
  ; What follows chooses a folder by itself; one given by /D= goes before.
  StrCpy $2 $INSTDIR
  !insertmacro MULTIUSER_INIT
  ${If} $2 != ""
    StrCpy $INSTDIR $2
  ${EndIf}
  ReadRegStr $1 SHCTX "${RUN}" "${ID}"
  StrCpy $Autostart 0
  ${If} $1 != ""
    StrCpy $Autostart 1
  ${EndIf}
  ClearErrors
  ${GetOptions} $0 "/AUTOSTART=" $1
  ${IfNot} ${Errors}
    StrCpy $Autostart $1
  ${EndIf}
FunctionEnd

Function un.onInit
  !insertmacro MULTIUSER_UNINIT
  ReadRegStr $0 SHCTX "${KEY}" "Language"
  ${If} $0 != ""
    StrCpy $LANGUAGE $0
  ${EndIf}
  StrCpy $Purge 0
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/PURGE" $1
  ${IfNot} ${Errors}
    StrCpy $Purge 1
  ${EndIf}
FunctionEnd

Function AutostartPage
  !insertmacro MUI_HEADER_TEXT "$(AutoTitle)" "$(AutoText)"
  nsDialogs::Create 1018
  Pop $0
  ${NSD_CreateCheckbox} 0 10u 100% 12u "$(AutoBox)"
  Pop $Box
  ${NSD_SetState} $Box $Autostart
  nsDialogs::Show
FunctionEnd

Function AutostartLeft
  ${NSD_GetState} $Box $Autostart
FunctionEnd

Function un.PurgePage
  !insertmacro MUI_HEADER_TEXT "$(PurgeTitle)" "$(PurgeText)"
  nsDialogs::Create 1018
  Pop $0
  ${NSD_CreateCheckbox} 0 10u 100% 12u "$(PurgeBox)"
  Pop $Box
  nsDialogs::Show
FunctionEnd

Function un.PurgeLeft
  ${NSD_GetState} $Box $Purge
FunctionEnd

; A program that runs holds its file: it can be renamed to nothing else. Asked once by the way of the
; task list, then the person; a silent set-up ends it, as its records are safe at any moment.
!macro CloseRunning un
Function ${un}CloseRunning
  again:
  ${IfNot} ${FileExists} "$INSTDIR\cashier-window.exe"
    Return
  ${EndIf}
  ClearErrors
  Rename "$INSTDIR\cashier-window.exe" "$INSTDIR\cashier-window.old"
  ${IfNot} ${Errors}
    Rename "$INSTDIR\cashier-window.old" "$INSTDIR\cashier-window.exe"
    Return
  ${EndIf}
  ${If} ${Silent}
    nsExec::Exec 'taskkill /F /IM cashier-window.exe'
    Pop $0
    Sleep 1500
    Return
  ${EndIf}
  MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(Running)" IDRETRY again
  Abort
FunctionEnd
!macroend
!insertmacro CloseRunning ""
!insertmacro CloseRunning "un."

Section "-install"
  Call CloseRunning
  ; Files of the version before must not stay beside the new ones.
  RMDir /r "$INSTDIR\_internal"
  SetOutPath "$INSTDIR"
  ClearErrors
  File /r "${APP}/*.*"
  ${If} ${Errors}
    SetErrorLevel 2
    MessageBox MB_OK|MB_ICONSTOP "$(NoRoom)" /SD IDOK
    Abort
  ${EndIf}
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortCut "$SMPROGRAMS\$(ProductName).lnk" "$INSTDIR\cashier-window.exe"
  WriteRegStr SHCTX "${KEY}" "DisplayName" "$(ProductName)"
  WriteRegStr SHCTX "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${KEY}" "Publisher" "Cashier Assistant"
  WriteRegStr SHCTX "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${KEY}" "DisplayIcon" "$INSTDIR\cashier-window.exe"
  WriteRegStr SHCTX "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr SHCTX "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegStr SHCTX "${KEY}" "Language" "$LANGUAGE"
  WriteRegDWORD SHCTX "${KEY}" "NoModify" 1
  WriteRegDWORD SHCTX "${KEY}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD SHCTX "${KEY}" "EstimatedSize" "$0"
  ${If} $Autostart == 1
    WriteRegStr SHCTX "${RUN}" "${ID}" '"$INSTDIR\cashier-window.exe"'
  ${Else}
    DeleteRegValue SHCTX "${RUN}" "${ID}"
  ${EndIf}
SectionEnd

Section "Uninstall"
  Call un.CloseRunning
  RMDir /r "$INSTDIR\_internal"
  RMDir /r "$INSTDIR\licences"
  Delete "$INSTDIR\cashier.exe"
  Delete "$INSTDIR\cashier-window.exe"
  Delete "$INSTDIR\sbom.cdx.json"
  Delete "$INSTDIR\LICENSE"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\$(ProductName).lnk"
  DeleteRegValue SHCTX "${RUN}" "${ID}"
  DeleteRegKey SHCTX "${KEY}"
  ${If} $Purge == 1
    SetShellVarContext current
    RMDir /r "$LOCALAPPDATA\${DATA}"
    RMDir /r "$APPDATA\${DATA}"
  ${EndIf}
SectionEnd
