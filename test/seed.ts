import fc from 'fast-check'

// The same cases at every run, so that a red test is red again; another number looks elsewhere.
fc.configureGlobal({ seed: Number(process.env.CHUMAK_SEED ?? 20260503) })
