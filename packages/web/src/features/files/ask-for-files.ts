/** Has the browser ask for files, or for a folder with all that is in it. Nothing happens when nothing is chosen. */
export function askForFiles(isFolder: boolean, take: (files: FileList) => void): void {
  const input = document.createElement('input')
  input.type = 'file'
  input.multiple = true
  input.webkitdirectory = isFolder
  input.hidden = true
  input.addEventListener('change', () => {
    input.remove()
    if (input.files !== null) take(input.files)
  })
  input.addEventListener('cancel', () => input.remove())
  // Some browsers forget a field that stands nowhere.
  document.body.append(input)
  input.click()
}
