import type { Command } from '../command.ts';
import { currentLocale, switchLocale } from '../../look/locale.ts';
import { switchTheme } from '../../look/theme.ts';
import { part } from '../../state/load-part.ts';

const samples = part(() => import('../first/samples.ts'));

/** What is done with the page as a whole. */
export const pageCommands: readonly Command[] = [
  {
    id: 'palette',
    where: 'page',
    keys: ['Mod+k'],
    title: { en: 'Search commands, cells, notebooks…', ko: '명령, 셀, 노트북 검색…' },
    run: (page) => page.show('palette'),
  },
  {
    id: 'save',
    where: 'page',
    keys: ['Mod+s'],
    title: { en: 'Save now (it also saves itself)', ko: '지금 저장 (자동 저장도 됩니다)' },
    when: ({ workspace }) => workspace.open !== null,
    run: ({ workspace }) => void workspace.open?.save(),
  },
  {
    id: 'help',
    where: 'page',
    keys: ['?'],
    icon: 'help',
    title: { en: 'These keys', ko: '단축키 보기' },
    words: 'help shortcuts keyboard 도움말',
    run: (page) => page.show('help'),
  },
  {
    id: 'keys',
    where: 'page',
    keys: [],
    title: { en: 'Change keys…', ko: '단축키 바꾸기…' },
    words: 'keyboard shortcuts remap settings 설정',
    run: (page) => page.show('keys'),
  },
  {
    id: 'providers',
    where: 'page',
    keys: [],
    icon: 'plug',
    title: { en: 'Providers and keys…', ko: '공급자와 키…' },
    words: 'api key openai anthropic ollama setup 설정',
    run: (page) => page.show('providers'),
  },
  {
    id: 'tour',
    where: 'page',
    keys: [],
    title: { en: 'Take the tour', ko: '둘러보기' },
    words: 'introduction guide help 소개 안내 도움말',
    when: ({ workspace }) => workspace.open !== null,
    run: (page) => page.startTour(),
  },
  {
    id: 'samples',
    where: 'page',
    keys: [],
    title: { en: 'Bring back the samples', ko: '예제 되살리기' },
    words: 'examples restore 샘플 복원',
    run: ({ workspace }) => void samples.load().then(({ restoreSamples }) => restoreSamples(workspace)),
  },
  {
    id: 'side',
    where: 'page',
    keys: ['Mod+b'],
    icon: 'menu',
    title: { en: 'Show or hide notebooks and outline', ko: '노트북과 목차 보이기·숨기기' },
    run: (page) => page.toggleSide(),
  },
  {
    id: 'language',
    where: 'page',
    keys: [],
    icon: 'languages',
    title: { en: '한국어로 보기', ko: 'Show in English' },
    words: 'language korean english 언어 한국어 영어',
    run: () => void switchLocale(currentLocale() === 'ko' ? 'en' : 'ko'),
  },
  {
    id: 'theme-light',
    where: 'page',
    keys: [],
    icon: 'sun',
    title: { en: 'Theme: light', ko: '테마: 밝게' },
    run: () => switchTheme('light'),
  },
  {
    id: 'theme-dark',
    where: 'page',
    keys: [],
    icon: 'moon',
    title: { en: 'Theme: dark', ko: '테마: 어둡게' },
    run: () => switchTheme('dark'),
  },
  {
    id: 'theme-system',
    where: 'page',
    keys: [],
    icon: 'monitor',
    title: { en: 'Theme: as the system', ko: '테마: 시스템과 같게' },
    run: () => switchTheme('system'),
  },
  {
    id: 'file-source',
    where: 'page',
    keys: ['Alt+s'],
    title: { en: 'The whole file as text, or as cells', ko: '파일 전체를 텍스트로, 또는 셀로 보기' },
    words: 'source 원본 소스',
    icon: 'code',
    when: ({ view }) => view !== null,
    run: ({ view }) => view?.toggleFileSource(),
  },
];
