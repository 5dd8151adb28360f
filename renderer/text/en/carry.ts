export const carry = {
  title: 'Carry'
}
