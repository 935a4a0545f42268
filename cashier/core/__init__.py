"""What every room stands on: time, money, secrecy, errors, words, resources, threads."""
