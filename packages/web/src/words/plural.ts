type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }

/** Picks the form that `count` takes in a language and puts the number where `#` stands. */
export function pluralsOf(language: string): (count: number, forms: Forms) => string {
  const rules = new Intl.PluralRules(language)
  const numbers = new Intl.NumberFormat(language)
  return (count, forms) => (forms[rules.select(count)] ?? forms.other).replace('#', numbers.format(count))
}
