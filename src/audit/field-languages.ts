import { foldText } from './fold.js'

type Row = readonly [common: string, written: string]

/** Words of Latin scripts that names of fields are made of, in the common form of the deny-list; folded. */
const WORDS: readonly Row[] = [
  [
    'patient',
    'pat pt ptnt patienten paciente paziente potilas pacjent pacient beteg hasta pasien',
  ],
  ['subject', 'subj proband probanden vp versuchsperson probandin sujet sujeto soggetto'],
  ['number', 'nr num no nummer numero numer cislo szam numarasi numarul numeris broj stevilka'],
  ['id', 'identifier ident kennung kennzeichen identificacion identificacao'],
  [
    'phone',
    'tel telephone telefon telefono telefoon fon telefone puhelin mobil movil movel celular',
  ],
  ['phone', 'cellulare gsm tlf telf tlfn puh mob komorka mobiltelefon matkapuhelin handynummer'],
  ['phones', 'telephones'],
  ['birth', 'geburts geb naissance nacimiento nascita nascimento geboorte fodsel fodsels fodelse'],
  [
    'birth',
    'urodzenia narozeni narodenia szuletesi nasterii dogum rojstva rodenja synnyin syntyma',
  ],
  ['birth date', 'geboortedatum fodselsdato fodselsdag syntymaaika fodelsedatum anniversaire'],
  ['birth date', 'cumpleanos geburtstag verjaardag dogumtarihi compleanno aniversario nacido'],
  ['date', 'datum fecha dato tarih tarihi datums kuupaev paivamaara'],
  ['original', 'orig'],
  ['institution', 'insitution einrichtung institut institutie'],
  [
    'surname',
    'apellido apellidos cognome sobrenome apelido achternaam efternamn etternavn efternavn',
  ],
  ['surname', 'sukunimi nazwisko prijmeni priezvisko prezime priimek soyadi soyad nachname'],
  ['surname', 'familienname vezeteknev csaladnev perekonnanimi pavarde uzvards'],
  ['first name', 'voornaam fornamn fornavn etunimi imie krestni prenom prenume vorname eesnimi'],
  ['name', 'navn namn nimi jmeno meno nev nume ime isim nama vardas vards'],
  ['full name', 'hoten imieinazwisko'],
  ['full', 'fullt fullstandig fulde vollstandiger pelne teljes cele koko tam puno'],
  ['born', 'fodd fodt nacido narozen narozena szuletett urodzony urodzona syntynyt dogumlu'],
  [
    'residence',
    'wohnsitz domicile zamieszkania bydliste lakohely bosted bopael bostad residenza residencia',
  ],
  ['place', 'ort lieu lugar luogo plaats sted miejsce misto hely mesto plats paikka'],
  ['city', 'wohnort ville woonplaats ciudad citta cidade miasto varos sehir kaupunki stad'],
  ['home town', 'hometown heimatort geburtsort birthplace'],
  [
    'address',
    'adresse adres direccion indirizzo endereco adresa cim adress osoite anschrift alamat',
  ],
  ['street', 'strasse straat calle ulice utca sokak katu gata gade'],
  ['postcode', 'plz postleitzahl codepostal psc iranyitoszam postinumero postnummer postkod cep'],
  ['hospital', 'krankenhaus klinik klinikum spital ziekenhuis hopital ospedale szpital nemocnice'],
  ['hospital', 'korhaz hastane sairaala sykehus sjukhus sygehus haigla bolnica'],
  ['doctor', 'arzt aerztin hausarzt medico medecin lekarz lekar orvos doktor laakari lege lakare'],
  ['doctor', 'laege huisarts zdravnik medic'],
  [
    'nurse',
    'krankenschwester pfleger pflegerin enfermera enfermero infirmiere infirmier infermiera',
  ],
  ['nurse', 'verpleegkundige enfermeira pielegniarka sestra hemsire sjukskoterska sykepleier'],
  ['technician', 'techniker tecnico technicien tekniker teknisyen mtra mta mtr mtaf rta'],
  ['examiner', 'untersucher untersucherin examinateur examinador esaminatore onderzoeker'],
  [
    'examiner',
    'versuchsleiter versuchsleiterin versuchsleitung esperimentatore proefleider badacz',
  ],
  ['operator', 'operateur operador operatore operatorka obsluha bediener manipulateur'],
  ['physician', 'radiologe radiologin radiologo radiologue rontgenarzt'],
  ['mother', 'mutter madre mere moeder matka anya mae anne'],
  ['father', 'vater padre pere vader otec apa pai baba'],
  [
    'comment',
    'bemerkung anmerkung kommentar commentaire comentario commento opmerking uwagi poznamka',
  ],
  ['comment', 'megjegyzes huomautus kommentti observatii notatki observacao remarque'],
  ['comments', 'bemerkungen anmerkungen kommentare commentaires comentarios opmerkingen'],
  ['comments', 'observaciones osservazioni observacoes remarques poznamky'],
  [
    'insurance',
    'versicherung versicherungs krankenkasse assurance seguro assicurazione verzekering',
  ],
  ['insurance', 'ubezpieczenia pojisteni biztositas sigorta'],
  ['passport', 'reisepass passeport pasaporte passaporto paspoort paszport pasaport'],
  ['age', 'alter edad leeftijd idade eta wiek vek eletkor ika alder varsta yas'],
]

/**
 * Stems of other scripts, met wherever they stand in a word: some put no blanks between words, others put endings
 * behind and articles before.
 */
const STEMS: readonly Row[] = [
  ['file', '파일 ファイル 文件 档 файл αρχει ملف קובץ'],
  [
    'birth date',
    '生年月日 出生日期 出生年月 誕生日 생년월일 생일 출생 рожд народжен γεννησ ميلاد לידה जन्म เกิด',
  ],
  [
    'patient number',
    'カルテ番号 患者番号 患者id 病历号 病歷號 住院号 住院號 门诊号 門診號 受付番号 診察券 등록번호 환자번호',
  ],
  [
    'national id',
    '身份证 身分證 身份證 주민등록 マイナンバー 個人番号 هوية הויה זהות снилс паспорт αμκα αφμ आधार บัตรประชาชน',
  ],
  ['insurance', '保険 保险 保險 보험 полис страхов ασφαλ تأمين ביטוח'],
  ['full name', '姓名 氏名 名前 名字 フリガナ ふりがな 患者名 이름 성명 성함 환자명'],
  ['surname', '姓氏 фамил прізвищ отчеств по-батьков επωνυμ משפחה العائلة اللقب उपनाम นามสกุล'],
  [
    'phone',
    '電話 电话 手机 手機 携帯 전화 휴대 телефон τηλεφων κινητ هاتف جوال تلفون موبايل טלפון נייד फोन मोबाइल โทร',
  ],
  ['postcode', '郵便番号 邮编 邮政编码 郵遞區號 우편번호 почтов'],
  ['address', '住所 地址 住址 주소 адрес διευθυνσ عنوان כתובת पता ที่อยู่'],
  [
    'hospital',
    '病院 医院 醫院 병원 больниц клиника лікарн νοσοκομ مستشفى בית_חולים अस्पताल โรงพยาบาล',
  ],
  [
    'examiner',
    '担当者 検査者 検者 撮影者 检查者 操作者 技師 技师 实施者 実施者 검사자 담당자 촬영자 оператор лаборант исследовател подписал εξεταστ',
  ],
  ['physician', '医師 醫師 医生 主治医 의사 врач лікар доктор ιατρ γιατρ طبيب רופא चिकित्सक แพทย์'],
  [
    'comment',
    '備考 备注 備註 コメント 비고 메모 примеч комментар σχολι παρατηρ ملاحظ הערות टिप्पणी หมายเหตุ',
  ],
  ['patient', '患者 病人 환자 пациент пацієнт больн ασθεν مريض מטופל חולה मरीज रोगी ผู้ป่วย'],
  ['date', '日付 日期 날짜 검사일 検査日 撮影日 дата ημερομην تاريخ תאריך दिनांक วันที่'],
  ['first name', 'פרטי'],
  ['full name', 'имя імя ονομα اسم الاسم שם नाम نام ชื่อ фио'],
  ['age', '年齢 年龄 年齡 나이 연령 возраст вік ηλικ عمر גיל आयु อายุ'],
]

const BY_WORD: ReadonlyMap<string, readonly string[]> = new Map(
  WORDS.flatMap(([common, written]) =>
    written.split(' ').map((word): [string, readonly string[]] => [word, common.split(' ')]),
  ),
)
const BY_STEM = STEMS.flatMap(([common, written]) =>
  written.split(' ').map((stem) => ({
    stem: foldText(stem.replaceAll('_', ' ')),
    common: common.split(' '),
  })),
)
/** What stands between the words of a name and says nothing. */
const PARTICLES: ReadonlySet<string> = new Set(
  'de du des del della di da dos la le les el of the der die das den van von af og et'.split(' '),
)

/** A folded word in the common form of the deny-list; nothing for a particle, itself where no row knows it. */
export function commonForm(word: string): readonly string[] {
  if (PARTICLES.has(word)) return []
  const known = BY_WORD.get(word)
  if (known) return known
  if (/^[\0-\u024f]*$/.test(word)) return [word]
  const met = BY_STEM.filter(({ stem }) => word.includes(stem))
  return met.length > 0 ? [...new Set(met.flatMap(({ common }) => common))] : [word]
}
