/**
 * In CI the properties are tried with the same random values each time, so that what is said of a commit is true of that
 * commit. Elsewhere each run tries others, and finds what nobody thought of.
 */
import fc from 'fast-check';

if (process.env.CI) fc.configureGlobal({ seed: 1_446 });
