export const assembly = {
  title: 'Assembly'
}
