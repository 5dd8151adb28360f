export const start = {
  title: ''
}
