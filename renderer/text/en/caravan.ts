export const caravan = {
  title: 'Caravan'
}
