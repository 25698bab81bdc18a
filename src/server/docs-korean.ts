/** The descriptions of the OpenAPI document in Korean, by the English that stands in it. */
const KOREAN: Record<string, string> = {
  'The API of the local workbench. It answers this machine’s own page and programs only.':
    '이 컴퓨터에서 도는 워크벤치의 API입니다. 이 컴퓨터의 화면과 프로그램에만 응답합니다.',
  'The limit that was set for this run, US dollars; null where there is none of its own.':
    '이 실행에 지정한 한도입니다(달러). 따로 지정하지 않았으면 null입니다.',
  'What the pause is known by among those of its run.': '같은 실행의 일시정지끼리 구별하는 이름입니다.',
  'The models whose trials wait, `provider/model`; null for all.':
    '시행이 대기하는 모델입니다(`provider/model`). 모두이면 null입니다.',
  '`provider/model`': '`provider/model` 형식입니다.',
  'A stable word for programs.': '프로그램이 쓰는 고정된 낱말입니다.',
  'What happened, in the language of Accept-Language (en or ko).':
    '무슨 일이 있었는지, Accept-Language(en 또는 ko)의 언어로 씁니다.',
  'What to do next.': '다음에 할 일입니다.',
  'Why it cannot be read.': '읽을 수 없는 이유입니다.',
  'A sentence for a person, in both languages.': '사람에게 보이는 문장, 두 언어로 씁니다.',
  'Path from the notebooks folder, as one encoded segment.':
    '노트북 폴더에서 시작하는 경로. 한 조각으로 인코딩합니다.',
  'It is written anew: pinned results that lie beside its name are its own.':
    '새로 씁니다. 이름 옆에 있는 고정 결과는 이 노트북의 것입니다.',
  'The file.': '노트북 파일입니다.',
  'The text as Gamut reads it.': 'Gamut이 읽은 텍스트입니다.',
  'Notes as HTML, by their text.': '메모의 HTML. 메모의 텍스트로 찾습니다.',
  'The version that the text was edited from.': '편집을 시작한 텍스트의 버전입니다.',
  'The new name; as it is where there is none.': '새 이름. 없으면 그대로 둡니다.',
  'By this it can be brought back.': '이것으로 되살릴 수 있습니다.',
  'The variable that the missing key would come from.': '빠진 키를 읽어 올 환경 변수입니다.',
  'Trials without a result whose provider is not set up.': '결과가 없고 공급자가 설정되지 않은 시행입니다.',
  'The run that is making it now.': '지금 이것을 만들고 있는 실행입니다.',
  'Limits that hold for a run which sets none of its own, US dollars.':
    '예산을 따로 지정하지 않은 실행에 적용되는 한도입니다(달러).',
  'Its pinned results, where it has some.': '고정 결과(있는 경우).',
  'Any JSON value.': '모든 JSON 값.',
  'US dollars; null where a price is unknown.': '달러. 가격을 모르면 null입니다.',
  'Trials that have their result and cost nothing.': '결과가 있어 비용이 들지 않는 시행입니다.',
  'Calls of unknown price.': '가격을 모르는 호출입니다.',
  'Calls whose length nothing bounds.': '길이를 제한하는 것이 없는 호출입니다.',
  'The day of the price, ISO 8601.': '가격 기준일, ISO 8601.',
  'Earlier answers that the ranges were learnt from.': '범위를 보정하는 데 쓴 이전 답변입니다.',
  'Calls whose input the vendor itself has counted.': '공급자가 입력을 직접 센 호출입니다.',
  'Trials whose result, as shown, is a pinned one.': '고정된 결과를 보여 주는 시행입니다.',
  'Results in a file beside the notebook.': '노트북 옆 파일에 있는 결과입니다.',
  'Requests of different input.': '입력이 서로 다른 요청입니다.',
  'How many of them the vendors have counted.': '그중 공급자가 센 것의 수입니다.',
  'The server’s own words.': '서버가 보낸 말 그대로입니다.',
  'The message in every language, where the words are Gamut’s own.':
    'Gamut이 하는 말인 경우, 두 언어로 쓴 메시지입니다.',
  'A record without its messages.': '메시지를 뺀 기록입니다.',
  'UTF-8 bytes, where the server sent them.': 'UTF-8 바이트(서버가 보낸 경우).',
  'Natural logarithm of the probability.': '확률의 자연로그입니다.',
  'null is unknown, never 0.': 'null은 알 수 없음이며 0이 아닙니다.',
  'Neither cached nor written into the cache.': '캐시에서 읽지도, 캐시에 쓰지도 않은 토큰입니다.',
  'Without reasoning.': '추론 토큰을 뺀 수입니다.',
  'US dollars a request.': '요청 하나의 달러 금액입니다.',
  'What a cost was reckoned at, US dollars per million tokens.':
    '비용을 계산한 가격. 토큰 백만 개당 달러입니다.',
  'For each axis the place of each trial’s level in it; -1 where it has none.':
    '축마다, 각 시행의 수준이 그 축에서 몇 번째인지. 없으면 -1입니다.',
  'Hashes of the requests that the records answer, of the rows where they are other ones.':
    '기록이 답한 요청의 해시. 행의 요청과 다른 경우에만 있습니다.',
  'Places in `reasons`.': '`reasons` 안의 위치입니다.',
  'Equal for equal answers.': '답변이 같으면 같습니다.',
  'How the answers begin.': '답변의 첫머리입니다.',
  'A character a check: 1 passed, 0 failed, ? could not be told. Empty where none ran.':
    '검사마다 한 글자: 1 통과, 0 실패, ? 판정 불가. 실행한 검사가 없으면 비어 있습니다.',
  'What costs were reckoned at, each once.': '비용을 계산한 가격을 하나씩만 담습니다.',
  'Places in `rates`; null where they are unknown.': '`rates` 안의 위치. 모르면 null입니다.',
  'Of the trials that have a record, in their order.': '기록이 있는 시행의 것, 시행 순서대로.',
  'The record that stands for the trial.': '시행을 대표하는 기록입니다.',
  'Whether a person has made that record current.': '사람이 그 기록을 현재 결과로 골랐는지 여부입니다.',
  'Newest first; at most 200.': '최근 것부터 최대 200개입니다.',
  'Its repeats.': '반복 수입니다.',
  'How many of them are answered.': '그중 답변이 있는 것의 수입니다.',
  'Different word pairs ÷ all word pairs (distinct-2); null where no text has two words.':
    '서로 다른 낱말 쌍 ÷ 모든 낱말 쌍(distinct-2). 낱말이 둘 이상인 텍스트가 없으면 null입니다.',
  'Mean over all pairs of texts of the cosine of their counts of character pairs.':
    '모든 텍스트 쌍에서 글자 쌍 빈도의 코사인 유사도를 평균한 값입니다.',
  'The part of the texts that equals an earlier one.': '앞의 텍스트와 같은 텍스트의 비율입니다.',
  'Hex SHA-256 of the canonical JSON of the exact request.':
    '요청 그대로의 정규 JSON을 SHA-256으로 계산한 16진수입니다.',
  '1-based.': '1부터 셉니다.',
  'What is left out stays as it was said before.': '빠진 항목은 이전에 말한 그대로 둡니다.',
  'Which of the two is better; tie: both are alike good; bad: both are bad.':
    '둘 중 나은 쪽. tie는 비슷하게 좋음, bad는 둘 다 나쁨입니다.',
  'How two answers were judged by a person who did not know whose they were.':
    '누구의 것인지 모르는 사람이 두 답변을 어떻게 평가했는지입니다.',
  'null takes the vote on this pair back.': 'null이면 이 쌍의 투표를 취소합니다.',
  'null where no pinned results are left.': '남은 고정 결과가 없으면 null입니다.',
  'Trials without an answer, which are not in it.': '답변이 없어 들어 있지 않은 시행입니다.',
  'With token lists.': '토큰 목록도 함께 담습니다.',
  'What the vendor’s cache has saved, US dollars; null where it was not used or a price is unknown.':
    '공급자의 캐시로 아낀 금액(달러). 캐시를 쓰지 않았거나 가격을 모르면 null입니다.',
  'A trial with its outcome and its exact request.': '시행과 그 결과, 보낸 요청 그대로입니다.',
  'One request as programs; no key is in them.': '요청 하나를 프로그램으로 쓴 것. 키는 들어 있지 않습니다.',
  'Index of the chart cell.': '차트 셀의 번호입니다.',
  'A PNG as a data: address, two pixels for one of the page.':
    'data: 주소로 쓴 PNG입니다. 화면의 1픽셀이 그림의 2픽셀입니다.',
  'The same for dark screens.': '어두운 화면에서 보일 같은 그림입니다.',
  'What only a page can add to a report: its charts.': '화면만 보고서에 더할 수 있는 것, 곧 차트입니다.',
  'Selections such as persona=chef; of several levels of one axis any, of several axes all must match.':
    'persona=chef와 같은 선택. 한 축의 수준이 여럿이면 그중 하나에, 축이 여럿이면 모두에 맞아야 합니다.',
  'Notes as HTML, by their text: those that are seen first.':
    '노트 텍스트별 HTML. 먼저 보이는 것만 들어 있습니다.',
  'Where in the text, in UTF-16 units.': '텍스트에서의 위치(UTF-16 단위)입니다.',
  'How many units go.': '지울 단위 수입니다.',
  'What comes in their place.': '그 자리에 넣을 내용입니다.',
  'The version that the change was made in.': '변경의 바탕이 된 버전입니다.',
  '1 leaves out of `notebook` what stands in `text` word for word, and has the rows of datasets as lists.':
    '1이면 `text`에 그대로 있는 내용을 `notebook`에서 빼고, 데이터셋 행을 목록으로 줍니다.',
  'Go on though it may cost more than budget.ask_above_usd (1 unless set), or makes paid answers anew. Without it such a run is refused with 409 `costly`.':
    'budget.ask_above_usd(기본값 1)보다 비용이 더 들 수 있거나 유료 답변을 모두 다시 만드는 실행이어도 시작합니다. 없으면 그런 실행은 409 `costly`로 거절됩니다.',
  'Go on though a budget is set and a price is unknown. Without it such a run is refused with 409 `unpriced`.':
    '예산이 있고 가격을 몰라도 실행합니다. 없으면 그런 실행은 409 `unpriced`로 거절됩니다.',
  'The most that this run may cost, US dollars, in place of what gamut.config.yaml says.':
    '이 실행에 쓸 수 있는 최대 금액(달러). gamut.config.yaml의 값 대신 씁니다.',
  'missing: what has no result or a stale one; all: everything anew; failed: what failed.':
    'missing: 결과가 없거나 오래된 것, all: 모두 새로, failed: 실패한 것.',
  'US dollars; null for what gamut.config.yaml says.': '달러. null이면 gamut.config.yaml의 값을 따릅니다.',
  'Of a run that goes on: answers it had, and requests that may be billed twice.':
    '이어서 하는 실행의 경우: 이미 받은 답변과, 두 번 청구될 수 있는 요청입니다.',
  'Trials without an answer: what resuming makes.': '답변이 없는 시행: 이어서 실행하면 만들 것입니다.',
  'Requests under way when the process died, but for free ones: they may be billed twice.':
    '프로세스가 끝났을 때 진행 중이던 요청(무료 제외). 두 번 청구될 수 있습니다.',
  'stopped: by a person; failed: it could not go on; null: it was cut off.':
    'stopped: 사람이 중지함, failed: 계속할 수 없었음, null: 도중에 끊김.',
  'A provider without its key.': '키를 뺀 공급자 정보입니다.',
  'The most that may have been billed besides, for requests whose end nobody saw.':
    '끝을 확인하지 못한 요청 때문에 더 청구되었을 수 있는 최대 금액입니다.',
  'Paid calls of unknown price, not in todayUsd.':
    'todayUsd에 들어 있지 않은, 가격을 모르는 유료 호출입니다.',
  'Local midnight, ISO 8601.': '이 컴퓨터 시간의 자정, ISO 8601.',
  'The most that it can be, US dollars.': '있을 수 있는 최대 금액(달러).',
  'Of one run; null: all.': '이 실행의 것만. null이면 모두입니다.',
  'The notebooks.': '노트북 목록입니다.',
  'A refusal or a fault.': '거절하거나 실패한 경우입니다.',
  'It is there.': '만들었습니다.',
  'The notebook.': '노트북입니다.',
  'It is on the disk.': '디스크에 저장했습니다.',
  'It has changed on the disk: nothing was written, what is there is in `disk`.':
    '디스크의 파일이 바뀌어 아무것도 쓰지 않았습니다. 파일의 내용은 `disk`에 있습니다.',
  'It is in the trash.': '휴지통으로 옮겼습니다.',
  'The trash.': '휴지통입니다.',
  'It has that name.': '이름을 바꿨습니다.',
  'The copy.': '사본입니다.',
  'It is back.': '되살렸습니다.',
  'What came of it.': '결과입니다.',
  'The personas.': '페르소나 목록입니다.',
  'The plan.': '실행 계획입니다.',
  'What was counted.': '센 결과입니다.',
  'Ids of the trials that are wanted, with commas between them; at most 500.':
    '필요한 시행의 ID를 쉼표로 구분해 씁니다. 최대 500개입니다.',
  'A page of them.': '한 쪽 분량입니다.',
  'Ids of trials, with commas between them; at most 500.':
    '시행의 ID를 쉼표로 구분해 씁니다. 최대 500개입니다.',
  'The outcomes.': '시행의 결과들입니다.',
  '1 defuses cells that a spreadsheet would run as a formula.':
    '1이면 스프레드시트가 수식으로 실행할 셀을 무해하게 씁니다.',
  'Byte order mark first, so that Excel reads Korean right.':
    'BOM을 앞에 넣어 엑셀에서 한글이 깨지지 않게 합니다.',
  'With the messages that were sent.': '보낸 메시지도 함께 씁니다.',
  '1 gives the results that are seen first in full, where the page holds all trials.':
    '1이면 쪽에 모든 시행이 들어 있을 때, 화면에 먼저 보이는 결과를 전문으로 함께 돌려줍니다.',
  'With `first=1`: what is seen first, in full.': '`first=1`일 때: 먼저 보이는 결과의 전문입니다.',
  'One row a case, one column a variant.': '경우마다 한 행, 조합마다 한 열입니다.',
  'One row a token, with its alternatives.': '토큰마다 한 행, 다른 후보 포함.',
  'With answers to earlier requests, which the columns standing and stale_reason tell from the others; not with wide.':
    '이전 요청의 답변도 포함합니다. standing 열과 stale_reason 열로 구분합니다. 넓은 형식에서는 쓸 수 없습니다.',
  'A file.': '파일입니다.',
  'The history.': '이전 결과들입니다.',
  'It is current.': '현재 결과로 삼았습니다.',
  'One group a variant.': '조합마다 한 묶음입니다.',
  'The annotations; results of which nothing is said are left out.':
    '메모와 평점. 아무것도 달지 않은 결과는 빠집니다.',
  'All that is said of the result then.': '그 결과에 단 모든 것입니다.',
  'The votes.': '투표 목록입니다.',
  'All votes on the matrix then.': '그 뒤 매트릭스의 모든 투표입니다.',
  'Their ids, in the order of the matrix. Large and small letters are the same.':
    '매트릭스 순서대로 나열한 ID. 대소문자를 구분하지 않습니다.',
  'What was written.': '쓴 것입니다.',
  'The record.': '기록입니다.',
  'The tokens.': '토큰 목록입니다.',
  'Token texts by number: the n entries first, then the alternatives of each, one after another.':
    '번호 순서의 토큰 텍스트. 먼저 항목 n개, 이어서 항목마다의 후보를 차례로 담습니다.',
  'How many alternatives each entry has; one number where all have as many.':
    '항목마다 후보가 몇 개인지 나타냅니다. 모두 같으면 숫자 하나입니다.',
  'How many entries.': '항목 수입니다.',
  'What the bytes of a token are: those of its text in UTF-8, or not sent.':
    '토큰의 바이트. 텍스트의 UTF-8 바이트이거나, 받지 못한 것입니다.',
  'Bytes that b does not say: the number of the text, its bytes.':
    'b와 다른 바이트. 텍스트의 번호와 그 바이트입니다.',
  'Bytes of a log probability as an IEEE number.': '로그 확률 하나를 IEEE 숫자로 담는 바이트 수입니다.',
  'Log probabilities by number, natural logarithms, w bytes each, little-endian, as base64.':
    '번호 순서의 로그 확률(자연로그). 하나에 w바이트, 리틀 엔디언, base64입니다.',
  'The programs.': '프로그램 코드입니다.',
  'It has begun.': '시작했습니다.',
  'The runs.': '실행 목록입니다.',
  '`stopped` is false where no such run goes on.': '진행 중인 그런 실행이 없으면 `stopped`는 false입니다.',
  'It goes on.': '이어서 실행합니다.',
  '`isLive` is false where no such run goes on.': '진행 중인 그런 실행이 없으면 `isLive`는 false입니다.',
  'It is not told of.': '더는 알리지 않습니다.',
  'Events: `reset` (Run[]: the state of all runs; first on a new connection, and again whenever events were lost), `run` (RunEvent[]: to be applied in order), `notebook-changed` ({name, version}), `data-changed` ({name}: a file that its datasets name), `providers-changed` ({}), `annotation-changed` (Annotation: all that is said of one result now), `votes-changed` ({notebook, matrix}), `current-changed` (CurrentRecord: an earlier answer was made current). Each has an id; a connection with Last-Event-ID gets what came after it, or a `reset`.':
    '이벤트: `reset`(Run[]: 모든 실행의 상태. 새로 연결하면 처음에, 그리고 이벤트를 놓쳤을 때마다), `run`(RunEvent[]: 차례대로 적용), `notebook-changed`({name, version}), `data-changed`({name}: 데이터셋이 쓰는 파일이 바뀜), `providers-changed`({}), `annotation-changed`(Annotation: 결과 하나에 단 모든 것), `votes-changed`({notebook, matrix}), `current-changed`(CurrentRecord: 이전 답변을 현재 결과로 삼음). 이벤트마다 id가 있으며, Last-Event-ID로 연결하면 그 뒤의 것이나 `reset`을 받습니다.',
  'The stream.': '이벤트 스트림입니다.',
  'The providers.': '공급자 목록입니다.',
  'The models.': '모델 목록입니다.',
  'A line that makes it ready, and the file that it goes into.':
    '사용할 수 있게 하는 한 줄과 그 줄을 넣을 파일.',
  'What it would be.': '보낼 내용과 최대 비용입니다.',
  'The words that are sent.': '보내는 말.',
  'Tokens that the answer has at most.': '답변의 최대 토큰 수.',
  'The most that it may cost, US dollars; null where the price is unknown.':
    '최대 비용(달러). 가격을 모르면 null입니다.',
  'Missing trials whose provider is not set up, or is there no more.':
    '남은 시행 중 공급자가 설정되지 않았거나 더 이상 없는 것.',
  'What came of it: a failure is an answer too.': '시험한 결과. 실패도 결과입니다.',
  'The settings.': '설정입니다.',
  'The sum.': '합계입니다.',
  'By run, newest first.': '실행별로, 최근 것부터.',
  'What it was.': '지운 것입니다.',
  'An OpenAPI 3.1 document.': 'OpenAPI 3.1 문서입니다.',
  'A page.': '웹 페이지입니다.',
  'A style sheet.': '스타일시트입니다.',
};

/** A part of the OpenAPI document with its descriptions in Korean. */
export function inKorean<T>(part: T): T {
  return translate(part) as T;
}

function translate(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(translate);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]: [string, unknown]) => [
      key,
      key === 'description' && typeof inner === 'string' ? (KOREAN[inner] ?? inner) : translate(inner),
    ]),
  );
}
