"""What is bought and sold. (Stock follows.)"""
