new File(basedir, 'perf.jsonl').withWriter('UTF-8') { out ->
    for (int i = 1; i <= 1_000_000; i++) {
        out.write('{"ts":"2026-11-23T10:00:00.000000Z","sessionId":"0f3c9d52-8b8e-4a53-9a77-1d2f3a4b5c6d","tool":"registry","step":"resolve","ms":')
        out.write(String.valueOf(i))
        out.write(',"ok":true}\n')
    }
}
true
