/** Hands a text to the person as a file. A name is only a name: whatever folder it names is left away. */
export function saveText(name: string, { text, mediaType }: { text: string; mediaType: string }): void {
  const url = URL.createObjectURL(new Blob([text], { type: mediaType }))
  const link = document.createElement('a')
  link.href = url
  link.download = name.split(/[\\/]/).at(-1) ?? name
  link.click()
  URL.revokeObjectURL(url)
}
