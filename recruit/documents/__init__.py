"""Domain to bytes and bytes to domain: YAML banks, packs as JSON, score files, Word documents."""
