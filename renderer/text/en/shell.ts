export const shell = {
  title: ''
}
