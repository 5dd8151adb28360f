export const demoAssembly = {
  name: { en: 'Assembly at Mezhova', uk: 'Збори в Межовій' },
  at: 'mezhova',
  day: 18,
  items: [
    {
      title: {
        en: 'Which roads we mend together before the harvest',
        uk: 'Які дороги лагодимо разом до жнив'
      },
      by: 'mezhova',
      affects: ['mezhova', 'pokrovske', 'novosilka'],
      timeboxMin: 40
    },
    {
      title: { en: 'A common store of seed wheat', uk: 'Спільний запас насіння пшениці' },
      by: 'orikhiv',
      affects: ['orikhiv', 'zoria', 'huliaipole', 'mykolaivka'],
      timeboxMin: 60
    },
    {
      title: { en: 'New roof for the Mezhova school', uk: 'Новий дах для школи в Межовій' },
      by: 'mezhova',
      affects: ['mezhova'],
      timeboxMin: 15
    }
  ]
}

export const demoFederation = {
  name: { en: 'Free communes of the Haichur', uk: 'Вільні громади Гайчуру' },
  covenant: {
    en: 'Each commune governs itself. Together we decide only what touches two or more of us. Whoever carries for others is fed by them. Any mandate can be recalled.',
    uk: 'Кожна громада врядує собою сама. Разом вирішуємо лише те, що стосується двох або більше громад. Хто везе для інших, того ті годують. Кожен мандат можна відкликати.'
  }
}
