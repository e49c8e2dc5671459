import type { RuleName } from '../rules.js'

/** Files that do not travel with a dataset, by their path. */
interface Leftover {
  readonly rule: RuleName
  readonly path: RegExp
  readonly what: string
}

/** The table of leftovers; the first row that is met counts. */
export const LEFTOVERS: readonly Leftover[] = [
  {
    rule: 'KEY_IN_OUTPUT',
    path: /(?:^|\/)\.anon-bids\/(?:key|mapping\.tsv|files\.tsv)$/,
    what: 'key, mapping and account of anon-bids',
  },
  {
    rule: 'CREDENTIAL',
    path: /(?:^|\/)(?:id_(?:rsa|dsa|ecdsa|ed25519)|\.netrc|_netrc|\.pgpass|\.htpasswd|\.git-credentials|\.aws\/credentials|\.env(?:\.(?!example|sample|template)[^/]*)?|\.s3cfg|\.boto|\.dockercfg|\.dockerconfigjson|rclone\.conf|\.Xauthority|\.(?:ssh|gnupg)\/[^/]+|\.docker\/config\.json|[^/]+\.(?:pem|p12|pfx|key|kdbx|ppk|jks))$/i,
    what: 'files of keys and passwords',
  },
  {
    rule: 'LEFTOVER',
    path: /(?:^|\/)(?:[^/]*[_.-])?(?:linking|linkage|mapping|crosswalk|pseudonym\w*|(?:subject|participant|patient|id|ids|code|decod\w*|deident\w*|anon\w*|secret|master)[_-]?(?:key|keys|map|mapping|list|link|lookup|table))(?:[_.-][^/]*)?\.(?:tsv|csv|xlsx?|ods|txt|json|docx?|sav|rds)$/i,
    what: 'keys of participants: tables of names and codes',
  },
  {
    rule: 'LEFTOVER',
    path: /(?:^|\/)(?:\._[^/]*|\.DS_Store|\.Spotlight-V100|\.Trash[^/]*|\.fseventsd|Thumbs\.db|ehthumbs\.db|desktop\.ini|\.directory|Icon\r|System Volume Information|\.AppleDouble|\.AppleDB|\.AppleDesktop|\.TemporaryItems|\.apdisk|\.VolumeIcon\.icns|\.DocumentRevisions-V100|\$RECYCLE\.BIN|lost\+found|__MACOSX)(?:\/|$)/i,
    what: 'files of operating systems',
  },
  {
    rule: 'LEFTOVER',
    // `lh.orig` is a surface of Freesurfer
    path: /~$|(?:^|\/)(?:#[^/]*#|\.#[^/]*|\.~lock\.[^/]*|~\$[^/]*|4913)$|(?<!(?:^|\/)[lr]h)\.orig$|\.(?:bak\d*|backup|kate-swp|gpg~|old|save|sav~|sw[nop]|tmp|temp|part|crdownload|rej|autosave|copy)$|(?:^|\/)\.(?:nfs|fuse_hidden)[0-9a-f]+$|(?:^|\/)[^/]*[ _-]\(?(?:copy|kopie|copie|copia|\(\d+)\)?(?: ?\(?\d+\)?)?\.\w+(?:\.gz)?$|(?:^|\/)(?:copy|kopie|copie|copia)[ _](?:of|von|de|di)[ _]|[ _(](?:conflict(?:ed copy)?|in conflict)[ _-]/i,
    what: 'backups and files of editors',
  },
  {
    rule: 'LEFTOVER',
    path: /(?:^|\/)(?:\.Rhistory|\.RData|\.Rproj\.user|\.bash_history|\.zsh_history|\.python_history|\.(?:\w+[._])?history|\.wget-hsts|\.vimrc|\.(?:bash|zsh|c|tc)shrc|\.bashrc|\.zshrc|\.profile|\.condarc|\.jupyter|\.local|\.config|\.npm|\.conda|\.matlab|\.viminfo|\.lesshst|\.idea|\.vscode|\.spyproject|\.ipynb_checkpoints|__pycache__|\.pytest_cache|\.mypy_cache|\.cache|\.snakemake|\.nextflow|\.nipype|\.heudiconv|\.fslogs?|\.sqdb|\.dir-locals\.el|\.project|\.settings)(?:\/|$)/i,
    what: 'histories, caches and settings of programs',
  },
  {
    rule: 'LEFTOVER',
    path: /(?:^|\/)(?:\.sync\.ffs_db|\.dropbox(?:\.\w+)?|\.stfolder|\.stversions|\.stignore|\.syncthing[^/]*|\.owncloudsync\.log|\._sync_\w+\.db|\.sync_\w+\.db|\.nextcloud\w*|\.csync_journal\.db|\.unison\w*|\.rsync-\w+|\.globus\w*)(?:\/|$)/i,
    what: 'files of programs that keep folders the same',
  },
  {
    rule: 'LEFTOVER',
    path: /\.(?:pyc|pyo|log|pid|crash|core|dmp|stackdump)$|(?:^|\/)(?:core(?:\.\d+)?|nohup\.out|crash-[^/]*|recon-all\.(?:log|cmd|env)(?:\.\w+)?|slurm-[^/]*\.out|[^/]+\.[oe]\d{3,})$|(?:^|\/)(?:logs?\/(?!CITATION)|tmp\/|temp\/|scratch\/|trash\/)/i,
    what: 'logs and crash files',
  },
]

/** The row that a path meets. */
export function findLeftover(path: string): Leftover | undefined {
  return LEFTOVERS.find((row) => row.path.test(path))
}

/** Columns of which two in one table tell who is who. */
const OWN = /^(?:participant|subject|sub|bids)(?:_?id)?$|^pseudonym$|^code$/i
const FOREIGN =
  /^(?:pseudonym|original(?:_?(?:id|name|label))?|orig_?\w+|source_?(?:id|subject)|real_?name|patient_?(?:id|name)|mrn|hospital_?\w+|old_?id|name|new_?id|anon\w*_?id)$/i

/** Whether the header of a table is that of a key of participants. */
export function isKeyTable(columns: readonly string[]): boolean {
  const own = columns.findIndex((column) => OWN.test(column))
  return own >= 0 && columns.some((column, c) => c !== own && FOREIGN.test(column))
}
