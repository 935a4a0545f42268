"""What every room stands on: time, money, ids, secrecy, errors, words, resources, threads. Knows no other room."""
