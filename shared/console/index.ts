export {
  assertionHeader,
  type ConsoleCall,
  type ConsolePerson,
  makeAssertion,
  readAssertion,
} from './assertion.ts';
